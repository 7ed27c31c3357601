/** Languages that people are told things in (BCP 47, RFC 5646). The first stands in where nobody says which. */
export const languages = ['en', 'cy'] as const;
export type Language = (typeof languages)[number];
