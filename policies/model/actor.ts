/** Who uses our product. A `Subject` is judged; an `Actor` acts. Never mixed. */
export const roles = ['administrator', 'safeguarding-lead', 'committee', 'head', 'governor', 'technician', 'teacher', 'authority'] as const;
export type Role = (typeof roles)[number];

export interface Actor {
  readonly account: string;
  readonly school: string;
  readonly role: Role;
  readonly name: string;
}
