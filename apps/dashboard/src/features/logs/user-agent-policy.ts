/** A program and the system it runs on, as far as a user agent tells. */
export interface Program {
  program: string;
  system: string | undefined;
}

// The order matters: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
const programs: readonly [RegExp, string][] = [
  [/\bEdgA?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bFirefox\/(\d+)/, 'Firefox'],
  [/\b(?:Headless)?Chrome\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** What a user agent says, in words: a browser with its version, or the first name that a program gives itself. */
export function programOf(userAgent: string): Program {
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  for (const [pattern, name] of programs) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return { program: `${name} ${version}`, system };
  }
  return { program: userAgent.split(' ')[0]?.replace('/', ' ') ?? userAgent, system };
}
