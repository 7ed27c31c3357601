// What a source is read with: `lists.yaml`, what `import` was told, and the corrections in force.
import type { Corrections } from '#policies/lists/corrections.ts';
import type { IntakeOptions } from '#policies/lists/list-intake.ts';
import type { ListsFile } from './lists-file.ts';
import type { SourceState } from './source-state.ts';

export function intakeOptions(id: string, file: ListsFile, state: SourceState | null, corrections: Corrections): IntakeOptions {
  const configured = file.sources.get(id);
  return {
    id,
    name: configured?.name ?? state?.name ?? id,
    category: configured?.category ?? state?.category ?? undefined,
    format: configured?.format ?? state?.fileFormat ?? undefined,
    mapping: configured?.map,
    corrections,
  };
}
