import type { Code, Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { externalName } from './external-name.js';

/** `env.DATA_DIR`, where a schema has parsed `process.env`: what the schema says it is where the variable is not set. */
export function parsedDefault(value: Located, code: Code): Located | undefined {
  const origin = code.origin(value);
  if (origin.is !== 'declared' && origin.is !== 'value') return undefined;
  const { file } = origin;
  const declared = origin.is === 'declared' ? origin.declaration : undefined;
  const parsed = origin.is === 'value' ? origin.value : declared?.init;
  const path = [...(declared?.path ?? []), ...origin.path.split('.')].filter(Boolean).join('.');
  if (parsed?.is !== 'call' || parsed.callee.is !== 'member') return undefined;
  const [, safe] = /^(safeP|p)arse$/.exec(parsed.callee.name) ?? [];
  const [environment] = parsed.arguments;
  if (!safe || !environment) return undefined;
  if (externalName(code, { file, value: environment }) !== '#process.env') return undefined;
  const key = safe === 'p' ? path : path.replace(/^data\./, '');
  const schema = code.resolve({ file, value: parsed.callee.object });
  const shape = schema.value.is === 'call' ? schema.value.arguments[0] : undefined;
  const field =
    shape &&
    code
      .object({ file: schema.file, value: shape })
      ?.properties.find((property) => property.key === key);
  const fallback = field && defaultIn(field.value);
  return fallback && { file: field.file, value: fallback };
}

/** `z.string().min(1).default('data')` */
function defaultIn(schema: Value): Value | undefined {
  if (schema.is !== 'call' || schema.callee.is !== 'member') return undefined;
  const { name, object } = schema.callee;
  // What makes another value of it may make an absolute path.
  if (/^(transform|overwrite|pipe)$/.test(name)) return undefined;
  return /^(default|prefault|catch)$/.test(name) ? schema.arguments[0] : defaultIn(object);
}
