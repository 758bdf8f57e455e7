import { asData } from '../../../runtime/src/agent/text.js';
import type { Message, Model, ModelSettings } from '../../../runtime/src/agent/model.js';
import { GROUND_RULES } from '../../../runtime/src/agent/instructions.js';
import type { Toolbox } from '../../../runtime/src/agent/toolbox.js';
import type { Tally } from '../../../runtime/src/agent/usage.js';
import type { CommandContext } from '../../model/command.js';
import type { NamedConnection } from '../session/with-client.js';

/** A conversation with a model that has the tools of some servers. */
export interface Chat {
  context: CommandContext;
  connections: readonly NamedConnection[];
  tools: Toolbox;
  model: Model;
  settings: ModelSettings;
  /** Calls can be confirmed. */
  asks: boolean;
  /** Tools that need no confirmation. */
  allowed: Set<string>;
  history: Message[];
  total: Tally;
  /** Resources in front of the next message. */
  attached: string[];
}

export function instructionsOf({ connections }: Chat): string {
  const descriptions = connections.flatMap(({ name, client }) => {
    const text = client.getInstructions();
    return text ? [asData(`Description of the MCP server "${name}"`, text)] : [];
  });
  const task = 'You respond in a terminal: plain text, no Markdown. Use the tools of MCP servers.';
  return [task, GROUND_RULES, ...descriptions].join('\n\n');
}
