// Whether what a policy says of lessons can be read.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { categoryById } from '../vocabulary/categories.ts';
import { problemAt, type PolicyProblem } from './policy-problem.ts';

export function lessonProblems({ lessons }: PolicyDocument): PolicyProblem[] {
  const named: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['lessons', 'teachers', 'never'], lessons?.teachers?.never ?? []],
    [['lessons', 'lead'], lessons?.lead ?? []],
  ];
  return named.flatMap(([path, categories]) =>
    categories.flatMap((category, place) =>
      categoryById(category) === undefined ? [problemAt([...path, place], `Lessons: “${category}” is no category.`)] : [],
    ),
  );
}
