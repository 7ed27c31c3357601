// What is in an evidence pack (a ZIP): the files, `manifest.json` with the digest of each, and `manifest.sig` over the manifest.
import { z } from 'zod';

export const manifestName = 'manifest.json';
export const signatureName = 'manifest.sig';
export const keyName = 'public-key.pem';

/** Plain names only: a file of a pack is never in a folder, nor outside of where it is unpacked. */
export const packFileName = z.string().regex(/^[a-z0-9-]{1,60}\.[a-z]{2,4}$/);

export const packManifestSchema = z.object({
  format: z.literal(1),
  school: z.object({ id: z.string(), name: z.string() }),
  incident: z.string(),
  madeAt: z.number(),
  madeBy: z.string(),
  reason: z.string(),
  /** Signed end of the school's hash chain when the pack was made. */
  chain: z.object({ number: z.number(), hash: z.string(), at: z.number(), signature: z.string() }).nullable(),
  /** Every file besides the manifest and its signature, with its lower-case hex SHA-256. */
  files: z.array(z.object({ name: packFileName, bytes: z.number(), sha256: z.string() })).max(100),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

/** POST /api/incidents/:id/evidence → the pack (export-evidence). */
export const exportEvidenceSchema = z.object({ reason: z.string().min(10, 'Say why in at least 10 characters.').max(500) });
