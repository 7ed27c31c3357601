import { expect, test } from 'vitest';
import { read } from './stryker.ts';
import { explanations, summaryOf } from './survivors.ts';

const at = (line: number, from: number, to: number): object => ({ start: { line, column: from }, end: { line, column: to } });
const report = JSON.stringify({
  files: {
    'policies/engine/a.ts': {
      source: 'const one = a < b;\nconst two = c  &&\n  d;\n',
      mutants: [
        { mutatorName: 'EqualityOperator', replacement: 'a <= b', status: 'Survived', location: at(1, 13, 18) },
        { mutatorName: 'EqualityOperator', replacement: 'a >= b', status: 'Killed', location: at(1, 13, 18) },
        {
          mutatorName: 'LogicalOperator',
          replacement: 'c ||\n d',
          status: 'NoCoverage',
          location: { start: { line: 2, column: 13 }, end: { line: 3, column: 4 } },
        },
        { mutatorName: 'BlockStatement', status: 'Timeout', location: at(1, 1, 6) },
      ],
    },
  },
});

test('a survivor is shown with its place, what stood there and what was put there', () => {
  const { text, unexplained } = summaryOf(read(report), []);
  expect(unexplained).toBe(2);
  expect(text).toContain('policies/engine/a.ts: 2 of 4 killed, 0 looked at, 2 to look at');
  expect(text).toContain('1:13 EqualityOperator\n    policies/engine/a.ts ¦ a < b ¦ a <= b');
  expect(text).toContain('2:13 LogicalOperator (no test runs it)\n    policies/engine/a.ts ¦ c && d ¦ c || d');
});

test('a survivor that somebody looked at is counted and not shown again', () => {
  const known = explanations('# why\n\npolicies/engine/a.ts ¦ a < b ¦ a <= b ¦ a and b are never equal\n');
  const { text, unexplained } = summaryOf(read(report), known);
  expect(unexplained).toBe(1);
  expect(text).toContain('1 looked at, 1 to look at');
  expect(text).not.toContain('1:13');
});

test('an explanation without a reason is none', () => {
  expect(() => explanations('policies/engine/a.ts ¦ a < b ¦ a <= b ¦ ')).toThrow('does not read');
});
