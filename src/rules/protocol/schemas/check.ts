import type { ProviderModel } from '../../../model/project.js';
import type { Report } from '../../../model/rule.js';
import { type Feature, FEATURES, type FeatureName } from './features.js';
import { fateOf } from './profiles.js';

/** Input schemas only: clients do not send output schemas to the API behind them. */
export function checkInputs(
  { tools, project: { code } }: ProviderModel,
  effect: Feature['effect'],
  report: Report,
): void {
  // The keys of a literal are those of its type.
  const names = Object.keys(FEATURES) as FeatureName[];
  const wanted = names.filter((name) => FEATURES[name].effect === effect);
  for (const { input } of tools) {
    for (const part of input ? code.subschemas(input) : []) {
      for (const name of wanted) {
        const { found, what, hint, at }: Feature = FEATURES[name];
        if (!found(part)) continue;
        report({ at: at?.(part) ?? part.schema.at, message: `${what} is ${fateOf(name)}.`, hint });
      }
    }
  }
}
