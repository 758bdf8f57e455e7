import { camelCase, kebabCase } from '../../model/names.js';
import { quote } from '../sentence.js';

export interface Collision {
  /** Index of the name that came first. */
  first: number;
  second: number;
  /** Why the second cannot stand beside the first, as the end of a sentence. */
  says: string;
}

/** What names become: two must not become the same. Some clients write "-" as "_" and capitals as small letters. */
const FORMS: readonly {
  form(name: string): string;
  says(first: string, form: string): string;
}[] = [
  { form: (name) => name, says: () => 'is used twice' },
  {
    form: (name) => name.toLowerCase().replaceAll('-', '_'),
    says: (first, form) => `collides with ${first}: some clients show both as ${form}`,
  },
  {
    form: (name) => `${kebabCase(name)}.ts`,
    says: (first, form) => `collides with ${first}: both become the file ${form}`,
  },
  {
    form: camelCase,
    says: (first, form) => `collides with ${first}: both become ${form} in code`,
  },
];

/** Names of one kind (providers, tools, …) that cannot stand beside an earlier one. */
export function collisions(names: readonly string[]): Collision[] {
  const forms = FORMS.map(({ form, says }) => ({ form, says, taken: new Map<string, number>() }));
  return names.flatMap((name, second): Collision[] => {
    for (const { form, says, taken } of forms) {
      const first = taken.get(form(name));
      if (first !== undefined) {
        return [{ first, second, says: says(quote(names[first] ?? ''), quote(form(name))) }];
      }
    }
    for (const { form, taken } of forms) taken.set(form(name), second);
    return [];
  });
}
