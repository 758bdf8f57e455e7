import type { Questions } from '../../model/questions.js';
import { filledUrl, type Server } from '../../openapi/document/servers.js';

/**
 * Asks for the server of a document and its variables.
 * @returns undefined where there is nothing to ask
 */
export async function askServer(
  questions: Questions,
  servers: readonly Server[],
): Promise<string | undefined> {
  const usable = servers.filter(
    ({ needs, variables }) => needs === 'nothing' || variables.length > 0,
  );
  const [first, second] = usable;
  if (!first || (!second && first.variables.length === 0)) return undefined;
  const chosen = second
    ? await questions.choose({
        message: 'Server',
        choices: usable.map(({ template, description = '' }) => ({
          value: template,
          label: template,
          ...(description !== '' && { hint: description }),
        })),
        initial: first.template,
      })
    : first.template;
  const values = new Map<string, string>();
  for (const variable of usable.find(({ template }) => template === chosen)?.variables ?? []) {
    const { name, choices } = variable;
    const message = `"${name}" in ${chosen}`;
    const value =
      choices.length > 1
        ? await questions.choose({
            message,
            choices: choices.map((each) => ({ value: each, label: each })),
            ...(choices.includes(variable.default) && { initial: variable.default }),
          })
        : await questions.text({
            message,
            initial: variable.default,
            check: (text) => (text === '' ? 'Enter a value.' : undefined),
          });
    values.set(name, value);
  }
  return filledUrl(chosen, (name) => values.get(name)).replace(/\/+$/, '');
}
