/** Throws with the rule that does not hold. */
export function mustBe(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new Error(`It must hold that ${rule}.`);
}
