// What runs in a page where the school's policy asks for typed words. Chrome takes the function's own text into the page's
// isolated world, so it may name nothing outside itself. It collects; all reading is done in the background.

/** What a page's watcher says. The answer is whether to go on. */
export interface TypedMessage {
  readonly typed: string;
}

/**
 * Watches the frame it runs in for typed words and sends those of a field when somebody pauses, sends or leaves it. Never those of fields for
 * passwords, payments, personal data or searches (a search is judged by its address). Work is bounded: at most 20 000
 * characters before the cursor.
 */
export function watchTyping(): void {
  const world: typeof globalThis & { schoolgateWatches?: boolean } = globalThis;
  if (world.schoolgateWatches === true) return;
  world.schoolgateWatches = true;

  const pause = 1_000;
  const longestWait = 5_000;
  const before = 20_000;
  const after = 500;
  const mostNodes = 2_000;
  const personal =
    /pass(?!age)|pwd|\bpin\b|\botp\b|one.?time|\bcv[vc]\b|\bcsc\b|card|\biban\b|sort.?code|account.?(n|id)|security.?(code|answer|question)|token|secret|national.?ins|\bnino\b|\bnhs\b|birth|\bdob\b|phone|mobile|e-?mail|post.?code|address|surname|(first|last|full|user).?name|cyfrinair|cyfeiriad|ff[oô]n|cerdyn|enw/i;
  const searches = /^(q|query|search|search_?query|searchterm|term|keywords?|wd|k)$/i;

  const changed = new Set<HTMLElement>();
  const sent = new WeakMap<HTMLElement, string>();
  const secret = new WeakSet<HTMLElement>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;

  function isExcluded(field: HTMLElement): boolean {
    if (secret.has(field)) return true;
    const attribute = (name: string): string => field.getAttribute(name) ?? '';
    if (/^(search|searchbox|combobox)$/.test(attribute('role')) || field.closest('search, [role=search]') !== null) return true;
    if (
      attribute('autocomplete')
        .split(/\s+/)
        .some((token) => !/^(|on|off)$/i.test(token))
    )
      return true;
    if (/^(numeric|decimal|tel|email)$/i.test(attribute('inputmode'))) return true;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      if (searches.test(field.name)) return true;
      const label = field.labels?.[0]?.textContent?.slice(0, 100) ?? '';
      if (personal.test(`${field.name} ${field.id} ${field.placeholder} ${attribute('aria-label')} ${label}`)) return true;
    }
    if (!(field instanceof HTMLInputElement)) return false;
    if (field.type === 'password') secret.add(field);
    if (field.type !== 'text') return true;
    return (field.form?.querySelector('input[type=password], [autocomplete^=cc-]') ?? null) !== null;
  }

  /** The field that somebody types into, also inside a shadow tree that its page has closed. */
  function fieldAt(target: EventTarget | null): HTMLElement | null {
    let at = target;
    while (at instanceof HTMLElement) {
      const inner: Element | null = chrome.dom.openOrClosedShadowRoot(at)?.activeElement ?? null;
      if (inner === null || inner === at) break;
      at = inner;
    }
    const isField =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || (at instanceof HTMLElement && at.isContentEditable);
    return isField ? (at as HTMLElement) : null;
  }

  function textOf(field: HTMLElement): string {
    if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) return editedText(field);
    const { value, selectionEnd } = field;
    const end = Math.min(value.length, (selectionEnd ?? value.length) + after);
    return value.slice(Math.max(0, end - before), end);
  }

  /** Of an editor, the text around the cursor; pieces in different blocks stand on different lines. */
  function editedText(field: HTMLElement): string {
    const nodes = field.ownerDocument.createTreeWalker(field, NodeFilter.SHOW_TEXT);
    const cursor = field.ownerDocument.getSelection()?.focusNode ?? null;
    let start: Node = field;
    if (cursor !== null && field.contains(cursor)) start = cursor;
    else while (start.lastChild !== null) start = start.lastChild;
    const gather = (most: number, step: () => Node | null): string[] => {
      const pieces: string[] = [];
      nodes.currentNode = start;
      let block: Element | null | undefined = start.parentElement?.closest('p, div, li, pre, td, blockquote, h1, h2, h3');
      for (let node = step(), count = 0, length = 0; node !== null && count < mostNodes && length < most; node = step(), count++) {
        const own = node.parentElement?.closest('p, div, li, pre, td, blockquote, h1, h2, h3');
        if (own !== block) pieces.push('\n');
        block = own;
        pieces.push(node.nodeValue ?? '');
        length += node.nodeValue?.length ?? 0;
      }
      return pieces;
    };
    const own = start.nodeType === Node.TEXT_NODE ? (start.nodeValue ?? '') : '';
    const earlier = gather(before, () => nodes.previousNode())
      .toReversed()
      .join('');
    const later = gather(after, () => nodes.nextNode()).join('');
    return (earlier + own).slice(-before) + later.slice(0, after);
  }

  function send(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const field of changed) {
      const text = isExcluded(field) ? '' : textOf(field).trim();
      if (text.length < 3 || sent.get(field) === text) continue;
      sent.set(field, text);
      // Without an answer the background was only asleep or is being replaced; what is typed next is told again.
      void chrome.runtime.sendMessage({ typed: text } satisfies TypedMessage).then(
        (goOn: unknown) => {
          if (goOn === false) stop();
        },
        () => undefined,
      );
    }
    changed.clear();
  }

  function noted(event: Event): void {
    if (event.isTrusted) look(event.composedPath()[0] ?? null);
  }

  function look(target: EventTarget | null): void {
    const field = fieldAt(target);
    if (field === null || isExcluded(field)) return;
    const now = performance.now();
    if (changed.size === 0) since = now;
    changed.add(field);
    clearTimeout(timer);
    timer = setTimeout(() => requestIdleCallback(send, { timeout: 500 }), Math.max(0, Math.min(pause, since + longestWait - now)));
  }

  /** Whatever may empty a field: it is read before the page hears of it. */
  function ending(event: Event): void {
    if (event instanceof KeyboardEvent && event.key !== 'Enter') return;
    lookWhereSomebodyIs(event.type === 'focusout' ? (event.composedPath()[0] ?? null) : document.activeElement);
    send();
  }

  /** A page whose script came before us can keep events from us, and somebody who types at once is faster than we come. */
  function lookWhereSomebodyIs(target: EventTarget | null): void {
    if (navigator.userActivation.isActive && document.hasFocus()) look(target);
  }

  /** What stood in a field before somebody came to it, they did not type. */
  function entered(event: Event): void {
    const field = fieldAt(event.composedPath()[0] ?? null);
    if (field !== null && !sent.has(field) && !isExcluded(field)) sent.set(field, textOf(field).trim());
  }

  const endings = ['keydown', 'pointerdown', 'focusout', 'submit', 'pagehide', 'visibilitychange'];

  /** Adding a listener twice adds it once. */
  function arm(view: Window): void {
    view.addEventListener('input', noted, true);
    view.addEventListener('focusin', entered, true);
    for (const type of endings) view.addEventListener(type, ending, true);
    view.addEventListener('blur', innerFrame, true);
  }

  /** An editor's empty frame, that no navigation tells of, is this page's too. */
  function innerFrame(): void {
    const frame = document.activeElement;
    if (!(frame instanceof HTMLIFrameElement) || frame.contentDocument === null || frame.contentWindow === null) return;
    if (/^about:(blank|srcdoc)$/.test(frame.contentDocument.URL)) arm(frame.contentWindow);
  }

  function stop(): void {
    world.schoolgateWatches = false;
    rearming.disconnect();
    passwords.disconnect();
    clearInterval(looking);
    window.removeEventListener('input', noted, true);
    window.removeEventListener('focusin', entered, true);
    for (const type of endings) window.removeEventListener(type, ending, true);
    window.removeEventListener('blur', innerFrame, true);
    changed.clear();
  }

  arm(window);
  // A password that is shown is still one.
  const passwords = new MutationObserver((changes) => {
    for (const { oldValue, target } of changes) if (oldValue === 'password' && target instanceof HTMLElement) secret.add(target);
  });
  passwords.observe(document, { subtree: true, attributeFilter: ['type'], attributeOldValue: true });
  const looking = setInterval(() => lookWhereSomebodyIs(document.activeElement), pause);
  // `document.open` takes all listeners away, and leaves observers.
  const rearming = new MutationObserver(() => arm(window));
  rearming.observe(document, { childList: true });
}
