import type { CommandContext, GivenArguments } from '../../model/command.js';
import { incompleteList } from '../../model/errors/remote.js';
import type { Questions } from '../../model/questions.js';
import type { Discovery, SignInFacts } from '../../remote/discovery.js';
import { discoverTarget } from '../../remote/discover-target.js';
import { fixedCommand } from '../../remote/npx-package.js';
import { Unusable } from '../interview/unusable-answer.js';

interface Discovered {
  /** The URL, or the command with its version. */
  server: string;
  offered: Discovery;
}

type Lists = GivenArguments['lists'];

/** What a server offers to a user who has signed in for it. */
interface SignedIn extends Discovered {
  /** Undefined: nothing was required. */
  signIn?: SignInFacts | undefined;
  /** That the person entered. */
  token?: string;
}

/** As `discoveryAt`. Some servers list their tools only to users who are signed in: then the person is offered to sign in. */
export async function discoveredBy(
  questions: Questions | undefined,
  context: CommandContext,
  target: string,
  lists: Lists = {},
): Promise<SignedIn> {
  const found = await discoveryAt(context, target, lists);
  const signIn = found.offered.signIn ?? undefined;
  if (!signIn || !questions) return { ...found, signIn };
  const how = await questions.choose({
    message: `${new URL(target).host} lists its tools to users who are signed in. Sign in now?`,
    choices: [
      ...(signIn.method === 'oauth' && signIn.problem === undefined
        ? [{ value: 'browser', label: 'Yes, in the browser', hint: 'used for this import alone' }]
        : []),
      { value: 'token', label: 'With a token', hint: 'it is stored encrypted' },
      { value: 'later', label: 'Not now', hint: 'its tools can be imported later' },
    ],
  });
  if (how === 'browser')
    return { ...(await discoveryAt(context, target, lists, { signIn: true })), signIn };
  if (how === 'later') return { ...found, signIn };
  const token = await questions.text({
    message: 'Token (hidden)',
    hidden: true,
    masked: (text) => '•'.repeat(text.length),
    check: (text) => (/^[\x21-\x7e]+$/.test(text) ? undefined : 'Enter it without spaces.'),
  });
  const header = [`Authorization: Bearer ${token}`];
  const accepted = await discoveryAt(context, target, { ...lists, header });
  if (accepted.offered.signIn)
    throw new Unusable(`${new URL(target).host} does not accept this token. Nothing was stored.`);
  return { ...accepted, signIn, token };
}

const known = new WeakMap<CommandContext, Map<string, Discovered>>();

/**
 * What a server offers. Each is asked once, however often the questions are.
 * @param lists names of environment variables for a program, headers for a URL
 * @param switches `signIn`: of the person, in the browser
 */
export async function discoveryAt(
  context: CommandContext,
  target: string,
  lists: Lists = {},
  switches: GivenArguments['switches'] = {},
): Promise<Discovered> {
  const servers = known.get(context) ?? new Map<string, Discovered>();
  known.set(context, servers);
  const key = JSON.stringify([target, lists, switches]);
  const found = servers.get(key) ?? (await discovered(context, target, lists, switches));
  servers.set(key, found);
  const [failure] = found.offered.failures;
  if (failure) throw incompleteList(failure.list, failure.message);
  return found;
}

async function discovered(
  context: CommandContext,
  target: string,
  lists: Lists,
  switches: GivenArguments['switches'],
) {
  const server = await fixedCommand(context, target);
  const given = { arguments: [server], lists, values: {}, switches };
  return { server, offered: await discoverTarget(context, given) };
}
