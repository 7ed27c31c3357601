// The mail server that takes the school's letters (SMTP submission, RFC 6409).
import { createTransport } from 'nodemailer';
import type { Letter } from '#store/letter-store.ts';

export interface MailOptions {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte (RFC 8314); `starttls`: the server must offer it (RFC 3207); `none`: plain, for a relay on the same machine. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  /** `Schoolgate <schoolgate@school.example>`. */
  readonly from: string;
  /** PEM of authorities that sign the server's certificate besides the system's. */
  readonly authorities?: readonly string[];
}

/** `taken`: what the server said; `later`: try again; `never`: it will not take this letter, whenever it is asked. */
export type Handed = { readonly is: 'taken' | 'later' | 'never'; readonly said: string };

export interface MailServer {
  hand(letter: Letter): Promise<Handed>;
}

/** Milliseconds. */
const patience = 15_000;

export function mailServer({ host, port, security, user, password, from, authorities = [] }: MailOptions): MailServer {
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    ...(authorities.length === 0 ? {} : { tls: { ca: [...authorities] } }),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // What a letter says is ours alone: no files and no addresses are looked up for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async hand({ id, to, subject, text }) {
      try {
        // The same letter has the same id however often it is tried, so that a mailbox can tell.
        const messageId = `<${id.replace(/[^\w.-]/g, '-')}@schoolgate.invalid>`;
        const { response } = await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId });
        return { is: 'taken', said: response };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

function refusalOf(error: unknown): Handed {
  const { responseCode, command, message } = error as { responseCode?: number; command?: string; message?: string };
  const said = (message ?? 'The mail server could not be reached.').replace(/\s+/g, ' ').slice(0, 300);
  // Of a refused greeting, sign-in or sender the settings are to blame, not the letter.
  const forGood = responseCode !== undefined && responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
  return { is: forGood ? 'never' : 'later', said };
}
