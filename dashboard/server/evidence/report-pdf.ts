import PdfKit from 'pdfkit';

/** What the report shows, in order. */
export interface ReportPart {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * A tagged PDF for reading: headings and paragraphs in the order in which they are read aloud. It is a rendering; what counts is
 * the JSON beside it, and letters that the built-in fonts lack are shown as "?" here.
 */
export function reportPdf(title: string, parts: readonly ReportPart[], at: number): Promise<Uint8Array> {
  const doc = new PdfKit({
    size: 'A4',
    margin: 56,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: title, CreationDate: new Date(at), ModDate: new Date(at) },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const body = doc.struct('Document');
  doc.addStructure(body);
  const write = (tag: 'H1' | 'H2' | 'P', font: string, size: number, text: string): void => {
    const draw = (): void => void doc.font(font).fontSize(size).text(printable(text)).moveDown(0.4);
    body.add(doc.struct(tag, {}, draw));
  };
  write('H1', 'Helvetica-Bold', 20, title);
  for (const part of parts) {
    write('H2', 'Helvetica-Bold', 14, part.title);
    for (const line of part.lines) write('P', 'Helvetica', 10, line);
  }
  body.end();
  doc.end();
  return whole;
}

/** The built-in fonts have the letters of Windows-1252; here those that it shares with Latin-1, and common marks as plain ones. */
function printable(text: string): string {
  const plain = text.replace(/[‘’]/gu, "'").replace(/[“”]/gu, '"').replace(/[–—]/gu, '-');
  return plain.replace(/[^\n\u0020-\u007e\u00a0-\u00ff]/gu, '?');
}
