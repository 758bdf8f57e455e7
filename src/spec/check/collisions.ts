import { camelCase, kebabCase } from '../../model/names.js';
import { quote } from '../sentence.js';

interface Collision {
  /** Index of the earlier name. */
  first: number;
  second: number;
  /** The end of a sentence about why the second name conflicts with the first one. */
  message: string;
}

/**
 * Forms into which names are converted, which must differ. Some clients write "-" as "_" and
 * capitals as small letters.
 */
const FORMS: readonly {
  form(name: string): string;
  message(first: string, form: string): string;
}[] = [
  { form: (name) => name, message: () => 'is used twice' },
  {
    form: (name) => name.toLowerCase().replaceAll('-', '_'),
    message: (first, form) => `collides with ${first}: some clients show both as ${form}`,
  },
  {
    form: (name) => `${kebabCase(name)}.ts`,
    message: (first, form) => `collides with ${first}: both become the file ${form}`,
  },
  {
    form: camelCase,
    message: (first, form) => `collides with ${first}: both become ${form} in code`,
  },
];

/** Returns the names of one kind (providers, tools, …) that conflict with an earlier one. */
export function collisions(names: readonly string[]): Collision[] {
  const forms = FORMS.map((row) => ({ ...row, indexByForm: new Map<string, number>() }));
  return names.flatMap((name, second): Collision[] => {
    for (const { form, message, indexByForm } of forms) {
      const first = indexByForm.get(form(name));
      if (first !== undefined) {
        return [{ first, second, message: message(quote(names[first] ?? ''), quote(form(name))) }];
      }
    }
    for (const { form, indexByForm } of forms) indexByForm.set(form(name), second);
    return [];
  });
}
