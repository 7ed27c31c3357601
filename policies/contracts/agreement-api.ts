// The school's rules for acceptable use: versions by audience, and who has accepted which.
import { z } from 'zod';
import { languages } from '../model/language.ts';

const textSchema = z.object({
  language: z.enum(languages),
  title: z.string().trim().min(3).max(200),
  /** Paragraphs, with an empty line between them. */
  text: z.string().trim().min(20).max(20_000),
});

/** What a person is to read. Of several languages the first is the school's own. */
export const agreementSchema = z.object({
  id: z.string(),
  texts: z.array(textSchema).min(1).max(languages.length),
  /** A parent or carer is to sign it too. */
  parents: z.boolean(),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** In `mine`, and the answer to POST /api/extension/agreement: where the person stands with the text that is theirs now. */
export const ownAgreementSchema = agreementSchema.extend({ acceptedAt: z.number().nullable(), parentAt: z.number().nullable() });
export type OwnAgreement = z.infer<typeof ownAgreementSchema>;
/** POST /api/extension/agreement: 409 when another text is in force. */
export const acceptSchema = z.object({ id: z.string().min(1).max(100) });

/** POST /api/agreements (manage-agreements): the newest of an audience stands in place of its older ones. */
export const writeAgreementSchema = z.object({
  audience: z.string().min(1).max(64),
  texts: agreementSchema.shape.texts,
  parents: z.boolean(),
});
/** GET /api/agreements (manage-agreements), newest first. */
export const agreementsSchema = z.object({
  agreements: z.array(
    agreementSchema.extend({
      audience: z.string(),
      audienceName: z.string(),
      at: z.number(),
      by: z.string(),
      /** Whether it is the newest of its audience. */
      current: z.boolean(),
      accepted: z.number(),
      /** How many people it is for. */
      people: z.number(),
    }),
  ),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
});
/** GET /api/agreements/:id/people. POST /api/agreements/:id/parents (see `signedSchema`): a parent's signature on paper, as staff record it. */
export const agreementPeopleSchema = z.object({
  people: z.array(z.object({ id: z.string(), name: z.string(), acceptedAt: z.number().nullable(), parentAt: z.number().nullable() })),
});
export const parentSignedSchema = z.object({ person: z.string().min(1).max(100) });
