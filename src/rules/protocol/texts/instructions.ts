import type { Code, Known, Located } from '../../../model/code.js';
import type { Place, ProviderModel } from '../../../model/project.js';
import { isRuntimeExport } from '../../runtime.js';

/** `instructions` that `defineProvider` is given, or that an own `getInitializationOptions` returns. */
export function instructionsOf(provider: ProviderModel, code: Code): Known<string> {
  const file = provider.file('mcp-instance');
  if (!file) return { is: 'absent' };
  const found = code.exports(file).get('getInitializationOptions');
  const made = found && code.functions(found.origin).findLast((each) => each.function.body);
  const options = made
    ? made.function.returned.map((value) => ({ file: made.file, value }))
    : file.facts.calls.flatMap(({ callee, arguments: [value] }) =>
        value && isRuntimeExport(code.origin({ file, value: callee }), 'defineProvider')
          ? [{ file, value }]
          : [],
      );
  for (const each of options) {
    const text = instructionsIn(code, each);
    if (text) return text;
  }
  return { is: 'absent' };
}

function instructionsIn(code: Code, options: Located): Known<string> | undefined {
  const found = code.object(options)?.properties.find(({ key }) => key === 'instructions');
  if (!found) return undefined;
  const at: Place = found.file.at(found.value);
  const value = code.constant(found);
  return typeof value === 'string' ? { is: 'known', value, at } : { is: 'unseen', at };
}
