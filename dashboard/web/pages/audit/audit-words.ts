/** `approved-request` → "Approved request". */
export function actDone(did: string): string {
  const words = did.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
