import { placeholders } from '../../model/placeholders.js';
import type { WrittenPrompt } from '../defaults.js';
import { didYouMean } from '../../model/nearest.js';
import { quote } from '../sentence.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { itemNameRule } from '../rules.js';

/** A `{name}` that is no argument stays in the message as it is: texts may be about code. */
export function checkPrompt(prompt: WrittenPrompt, path: SpecPath, report: Report) {
  report.error([...path, 'name'], itemNameRule(prompt.name));
  const names = (prompt.arguments ?? []).map(({ name }) => name);
  const used = placeholders(prompt.text);
  for (const [i, name] of names.entries()) {
    const here = [...path, 'arguments', i, 'name'];
    if (names.indexOf(name) < i) {
      report.error(here, `repeats the argument ${quote(name)}`);
    } else if (name in {}) {
      report.error(here, `is ${quote(name)}, which every object has; choose another name`);
    } else if (!used.includes(name)) {
      report.warn(here, `is ${quote(name)}, which the text does not use`);
    }
  }
  for (const name of new Set(used)) {
    if (names.includes(name)) continue;
    const near = didYouMean(name, names);
    report.warn(
      [...path, 'text'],
      `holds "{${name}}", which is not an argument and is kept as text${near}`,
    );
  }
}
