import {
  addressableNames,
  chooseTools,
  environmentChoice,
  unknownNamesText,
} from '../call/lists/tool-choice.js';
import { log } from '../project/log.js';
import { environmentOf, knownProjectOf } from '../project/project.js';
import type { ServedProvider } from '../provider/sdk-line.js';
import { StartError } from '../utils/start-error.js';

/**
 * Checks that each name in `MCP_TOOLS` is that of a tool. Names of the other providers of the project are not checked: several
 * processes, with one provider each, can share an environment.
 * @throws StartError for an unknown name, unless the tool can be one of a server that is down
 */
export function checkToolChoice(
  parts: readonly {
    name: string;
    provider: Pick<ServedProvider, 'registrations' | 'available' | 'leftOut'>;
  }[],
): void {
  const servedNames = parts.map(({ name }) => name);
  const [first = ''] = servedNames;
  const { names, isReadOnly } = environmentChoice(environmentOf(first));
  if (names.length === 0) return;
  const otherProviders = Object.keys(knownProjectOf(first)?.config ?? {}).filter(
    (name) => !servedNames.includes(name),
  );
  const text = unknownNamesText(
    names.filter((name) => !otherProviders.some((other) => name.startsWith(`${other}_`))),
    parts.flatMap(({ name, provider: { available } }) =>
      Array.from(available.tools.values(), (tool) => addressableNames(name, tool)),
    ),
    parts.flatMap(({ name, provider: { registrations } }) => [
      ...chooseTools(name, registrations.tools, { isReadOnly, names: [] }).keys(),
    ]),
  );
  if (text === undefined) return;
  const problem = `MCP_TOOLS: ${text}.${isReadOnly ? ' MCP_READ_ONLY leaves out all tools that can change something.' : ''}`;
  if (parts.every(({ provider }) => provider.leftOut.size === 0)) throw new StartError(problem);
  log('error', problem);
}
