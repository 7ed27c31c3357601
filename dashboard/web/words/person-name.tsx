/** "Imran Shah (safeguarding lead)" as a name with the role under it; a pseudonym stays one line. */
export function PersonName({ text }: { text: string }) {
  const [, name, role] = /^(.+) \(([^()]+)\)$/.exec(text) ?? [];
  if (!name || !role) return <>{text}</>;
  return (
    <span class="two-lines">
      {name}
      <span class="quiet-text">{role}</span>
    </span>
  );
}
