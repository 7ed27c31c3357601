// The head of an answer to a client (RFC 9112 §4), and how the end of its body is told.
import { STATUS_CODES } from 'node:http';
import type { OriginResponse } from '../exchange/exchange.ts';
import { fieldOf } from '../exchange/fields.ts';
import { writeFields } from './field-block.ts';

export type AnswerFraming = 'none' | 'length' | 'chunked';

export interface AnswerHead {
  /** Latin-1, with the empty line. */
  readonly text: string;
  readonly framing: AnswerFraming;
}

/** Throws a TypeError for fields that HTTP cannot carry. @param date an HTTP-date (RFC 9110 §5.6.7) for answers that bring none */
export function answerHead(answer: OriginResponse, method: string, close: boolean, date: () => string): AnswerHead {
  const { status, statusText, headers, body } = answer;
  // RFC 9110 §6.4.1; of HEAD the length of what GET would have brought may be told.
  const bodiless = method === 'HEAD' || status === 204 || status === 304;
  const told = fieldOf(headers, 'content-length') !== null;
  const framing = bodiless ? 'none' : body === null || body instanceof Uint8Array || told ? 'length' : 'chunked';
  let text = `HTTP/1.1 ${status} ${statusText ?? STATUS_CODES[status] ?? ''}\r\n${writeFields(headers)}`;
  if (fieldOf(headers, 'date') === null) text += `date: ${date()}\r\n`;
  if (framing === 'length' && !told) text += `content-length: ${body instanceof Uint8Array ? body.length : 0}\r\n`;
  if (framing === 'chunked') text += 'transfer-encoding: chunked\r\n';
  return { text: `${text}connection: ${close ? 'close' : 'keep-alive'}\r\n\r\n`, framing };
}
