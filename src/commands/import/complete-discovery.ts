import type { CommandContext, GivenArguments } from '../../model/command.js';
import { incompleteList, signInRequired } from '../../model/errors/remote.js';
import type { Discovery } from '../../remote/discovery.js';
import { invalidToolText } from '../discover/text.js';
import { discoverTarget } from '../../remote/discover-target.js';

/** All that a server offers. @throws CliError where one of its lists is missing */
export async function completeDiscovery(
  context: CommandContext,
  { lists, values, switches }: GivenArguments,
  target: string,
): Promise<Discovery> {
  const discovery = await discoverTarget(context, { arguments: [target], lists, values, switches });
  if (discovery.signIn) throw signInRequired(target);
  const [failure] = discovery.failures;
  if (failure) throw incompleteList(failure.list, failure.message);
  const [invalid] = discovery.invalidTools;
  if (invalid && discovery.tools.length === 0)
    throw incompleteList('tools', invalidToolText(invalid));
  for (const tool of discovery.invalidTools)
    context.ui.note(`${invalidToolText(tool)}. It is left out.`);
  return discovery;
}
