// The session can end under any page (time, another tab, an administrator). Whoever notices says so here; who cares listens.
type SessionEvent = 'ended' | 'renewed';

const events = new EventTarget();

export function announce(event: SessionEvent): void {
  events.dispatchEvent(new Event(event));
}

/** Returns what stops the listening. */
export function whenSession(event: SessionEvent, listener: () => void): () => void {
  events.addEventListener(event, listener);
  return () => events.removeEventListener(event, listener);
}
