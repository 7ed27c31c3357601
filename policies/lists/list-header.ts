/** What the first comment lines of a list say about it: `# name: …` and `# category: …`; `null` when either is missing. */
export function readListHeader(text: string): { name: string; category: string } | null {
  const said = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    if (!line.startsWith('#')) break;
    const field = /^#\s*(name|category)\s*:\s*(\S.*?)\s*$/.exec(line);
    if (field?.[1] !== undefined && field[2] !== undefined && !said.has(field[1])) said.set(field[1], field[2]);
  }
  const [name, category] = [said.get('name'), said.get('category')];
  return name === undefined || category === undefined ? null : { name, category };
}
