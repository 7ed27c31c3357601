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
  return async (exchange) => {
    const upgrade = exchange.target.scheme === 'ws' || exchange.target.scheme === 'wss' ? 'websocket' : null;
    const request = { ...exchange.request, headers: withVia(exchange.request.headers, exchange.client.protocol) };
    try {
      const answer = await client.send(request, { signal: exchange.signal, inform: exchange.client.inform, upgrade });
      return responseOf(answer, exchange, answers);
    } catch (error) {
      const told = exchange.signal.aborted ? null : failureOfError(error);
      if (told === null) throw error;
      return answers.failed(exchange, told);
    }
  };
}

function responseOf(answer: OriginAnswer, exchange: Exchange, answers: Answers): OriginResponse {
  // Only a proxy may ask for proxy credentials; from an origin it is a trick or a mistake.
  if (answer.status === 407) {
    answer.body?.destroy();
    return answers.failed(exchange, failure('http_protocol_error', 'password-asked'));
  }
  const { status, body, socket } = answer;
  if (status !== 101 && (status < 200 || status > 999)) {
    body?.destroy();
    return answers.failed(exchange, failure('http_protocol_error', 'answer-not-http'));
  }
  const headers = withVia(endToEnd(answer.headers, notPassedOn), answer.protocol);
  // Of a reason phrase nothing depends on, so one that Node would not write is left out.
  const statusText = /^[\t\x20-\x7e]*$/.test(answer.statusText) ? { statusText: answer.statusText } : {};
  return { status, ...statusText, headers, body, ...(socket === null ? {} : { upgraded: socket }) };
}
