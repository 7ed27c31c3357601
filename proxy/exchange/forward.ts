// Last stage: sends the request to the origin and takes its answer, both without what belongs to one connection only.
import type { OriginAnswer, OriginClient } from '../origin/origin-client.ts';
import { failure, failureOfError } from '../origin/failure-of-error.ts';
import type { Answers } from '../pages/answers.ts';
import { endToEnd, withVia } from './fields.ts';
import type { Exchange, OriginResponse } from './exchange.ts';
import type { Stage } from './stage.ts';

/**
 * `Alt-Svc` would move the browser to HTTP/3, past the proxy. An origin's `Proxy-Status` could pass its own errors off as ours.
 */
const notPassedOn = ['alt-svc', 'proxy-status'];

export function forward(client: OriginClient, answers: Answers): Stage {
  return (exchange) => {
    const { target, signal, request } = exchange;
    const upgrade = target.scheme === 'ws' || target.scheme === 'wss' ? 'websocket' : null;
    const { method, url, variant, body } = request;
    const onward = { method, url, variant, body, headers: withVia(request.headers, exchange.client.protocol) };
    return client.send(onward, { signal, inform: exchange.client.inform, upgrade }).then(
      (answer) => responseOf(answer, exchange, answers),
      (error: unknown) => {
        const told = signal.aborted ? null : failureOfError(error);
        if (told === null) throw error;
        return answers.failed(exchange, told);
      },
    );
  };
}

function responseOf(answer: OriginAnswer, exchange: Exchange, answers: Answers): OriginResponse {
  // Only a proxy may ask for proxy credentials; from an origin it is a trick or a mistake.
  if (answer.status === 407) {
    letGo(answer);
    return answers.failed(exchange, failure('http_protocol_error', 'password-asked'));
  }
  const { status, body, socket } = answer;
  if (status !== 101 && (status < 200 || status > 999)) {
    letGo(answer);
    return answers.failed(exchange, failure('http_protocol_error', 'answer-not-http'));
  }
  const headers = withVia(endToEnd(answer.headers, notPassedOn), answer.protocol);
  // Of a reason phrase nothing depends on, so one that Node would not write is left out.
  const { statusText } = answer;
  const response = /^[\t\x20-\x7e]*$/.test(statusText) ? { status, statusText, headers, body } : { status, headers, body };
  return socket === null ? response : { ...response, upgraded: socket };
}

function letGo({ body }: OriginAnswer): void {
  if (body !== null && !(body instanceof Uint8Array)) body.destroy();
}
