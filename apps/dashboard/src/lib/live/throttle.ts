/** Runs the work at once, and then at most every so often while it is asked for. */
export function throttled(work: () => void, everyMs: number): { run: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const rest = (): void => {
    timer = undefined;
    if (isAsked) run();
  };
  const run = (): void => {
    isAsked = timer !== undefined;
    if (isAsked) return;
    timer = setTimeout(rest, everyMs);
    work();
  };
  return { run, stop: () => clearTimeout(timer) };
}
