// Reads what h2spec reports: JUnit's XML, a `testcase` a case.

export interface Http2Case {
  /** Section and title. */
  readonly name: string;
  /** What came last instead of what was wanted; `null`: as it must be. */
  readonly came: string | null;
  readonly skipped: boolean;
}

const testCase = /<testcase package="(?<section>[^"]*)" classname="(?<title>[^"]*)"[^>]*>(?<inside>[^]*?)<\/testcase>/g;

export function casesOf(xml: string): Http2Case[] {
  return Array.from(xml.matchAll(testCase), ({ groups: { section = '', title = '', inside = '' } = {} }) => {
    const wrong = /<(?:error|failure)[^>]*>(?<lines>[^]*)<\/(?:error|failure)>/.exec(inside)?.groups?.['lines'];
    return {
      name: `${section} ${title}`,
      came: wrong === undefined ? null : (wrong.replaceAll('\0', '').trim().split('\n').at(-1) ?? ''),
      skipped: inside.includes('<skipped'),
    };
  });
}

/** What differs from the list, each as a sentence. */
export function unexpectedOf(cases: readonly Http2Case[], known: Readonly<Record<string, string>>): string[] {
  const unexpected: string[] = [];
  for (const { name, came } of cases) {
    if (came !== null && !Object.hasOwn(known, name)) unexpected.push(`${name}: ${came}`);
    if (came === null && Object.hasOwn(known, name)) unexpected.push(`${name}: passes, although it is a known failure`);
  }
  const ran = new Set(cases.map(({ name }) => name));
  for (const name of Object.keys(known)) if (!ran.has(name)) unexpected.push(`${name}: is a known failure and did not run`);
  return unexpected;
}
