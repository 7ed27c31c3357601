// JSON with comments, made readable for a YAML parser: what is no JSON is blanked out, so that every line and column stays.

/** Whether a text is meant as JSON: its first sign that is no space or comment is a brace. */
export function looksLikeJson(text: string): boolean {
  return /^\uFEFF?(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*\{/.test(text) && !/^\uFEFF?\s*#/.test(text);
}

/** The text with comments (of a line or of several) and tabs outside of strings as spaces; line ends stay. An address is no comment. */
export function blankComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|(?<=^|[\s,[\]{}])\/\/[^\n]*|\/\*[^]*?\*\/|\t/g, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\r\n]/g, ' '),
  );
}
