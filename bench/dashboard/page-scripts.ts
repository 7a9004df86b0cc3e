// What runs in the page, as text: the types of a browser are not those of Node.

/** Calls `recadoPainted(text, atMs)` for each "ping n" of the thread once the frame in which it came into the document is painted. */
export const watchThread = `
  (() => {
    const tell = (text) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.recadoPainted(text, performance.timeOrigin + performance.now());
        port2.postMessage(undefined);
      });
    const seen = new Set();
    new MutationObserver(() => {
      for (const article of document.querySelectorAll('article')) {
        const text = /ping \\d+/.exec(article.textContent)?.[0];
        if (text === undefined || seen.has(text)) continue;
        seen.add(text);
        tell(text);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  })()`;

/** Begins to record the time between frames, and long tasks. */
export const recordFrames = `
  (() => {
    const recorded = { intervals: [], tasks: [] };
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) recorded.tasks.push(entry.duration);
    });
    observer.observe({ type: 'longtask' });
    let last;
    let isOver = false;
    const frame = (at) => {
      if (last !== undefined) recorded.intervals.push(at - last);
      last = at;
      if (!isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    window.recadoStopRecording = () => {
      isOver = true;
      observer.disconnect();
      return recorded;
    };
  })()`;

/** Ends the recording and gives it. */
export const stopRecording = 'window.recadoStopRecording()';
