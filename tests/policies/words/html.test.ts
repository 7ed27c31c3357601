import { expect, test } from 'vitest';
import { escapeHtml, Html, html, linkable } from '#policies/words/html.ts';

test('text is escaped between tags and in attributes', () => {
  expect(escapeHtml(`<a href="x" title='y'>&\``)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&#96;');
});

test('what cannot be seen and turns text round is dropped, lines stay', () => {
  expect(escapeHtml('a\u0000b\u202ec\u2066d\u009f\n\te')).toBe('abcd\n\te');
  expect(escapeHtml('\ud800')).toBe('\ufffd');
});

test('templates nest without being escaped twice', () => {
  const items = ['<1>', '2'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${null}${3}${new Html('<br>')}`.markup).toBe('<ul><li>&lt;1&gt;</li><li>2</li></ul>3<br>');
});

test('only web addresses are linked', () => {
  expect(linkable('https://filter.test/ask/1')).toBe('https://filter.test/ask/1');
  expect(linkable('JavaScript:alert(1)')).toBeNull();
  expect(linkable(null)).toBeNull();
});
