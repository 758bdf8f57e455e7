import { onlyItem } from '../../../runtime/src/utils/only-item.js';
import { ownCall, sampleCall } from '../../extend/sample-call.js';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Questions } from '../../model/questions.js';
import type { ProviderSpec } from '../../model/spec.js';
import { DEMO_CALL } from '../../render/demo-call.js';
import type { FirstCall, ImportedProvider } from '../../sources/imported-providers.js';
import { styleOf } from '../../styles/style-of.js';
import type { CompletedSteps } from './next-steps.js';
import type { PreparedProject } from './prepare.js';

/** Result of a call; `refused`: the API or database rejects the credentials. */
type CallOutcome = 'worked' | 'refused' | 'failed';

/**
 * Calls a tool of the project in `root`, as `call` does, and prints a summary of its result. A
 * failure does not affect the project.
 */
async function makeFirstCall(
  context: CommandContext,
  root: string,
  { tool, args, summary }: FirstCall,
  provider?: string,
): Promise<CallOutcome> {
  const { ui, signal } = context;
  const [{ openSession }, { withClient }] = await Promise.all([
    import('../../session/server-target.js'),
    import('../../session/with-client.js'),
  ]);
  const projectContext = { ...context, host: { ...context.host, cwd: root } };
  try {
    const session = await openSession(projectContext, [], { provider });
    const { isError, structuredContent, content } = await ui.transientProgress(
      `Calling ${tool}`,
      () =>
        withClient(
          projectContext,
          session,
          { timeout: undefined, asks: false },
          ({ client, callMs }) =>
            client.callTool({ name: tool, arguments: { ...args } }, { signal, timeout: callMs }),
        ),
    );
    const values = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    const call = `${tool}(${values.join(', ')})`;
    const text = content
      .map((block) => (block.type === 'text' ? block.text : block.type))
      .join(' ');
    if (isError) {
      ui.warn(`${call} failed: ${text}`);
      const failure = session.trace?.takeCall().call?.failure;
      return failure === 'unauthorized' ? 'refused' : 'failed';
    }
    ui.success(`${call} ${summary(structuredContent ?? text)}`);
    return 'worked';
  } catch (error) {
    if (!(error instanceof CliError) || error.exit === 130) throw error;
    ui.warn(`${error.message} ${error.hint}`);
    return 'failed';
  }
}

/**
 * Offers to save the credentials that read the source, or to enter keys, tokens or passwords, as
 * `sign-in` does: they are not echoed, and saved encrypted.
 * @returns whether they are saved
 */
export async function offerSignIn(
  context: CommandContext,
  questions: Questions,
  root: string,
  { name, displayName, auth }: ProviderSpec,
  {
    credentials: knownCredentials,
    localUser,
  }: Pick<ImportedProvider, 'credentials' | 'localUser'> = {},
): Promise<boolean> {
  const { storesCredentials, linksAccounts } = styleOf(auth);
  if (!storesCredentials || linksAccounts) return false;
  const message = `Enter the credentials for ${displayName} now? They are typed unseen and stored encrypted.`;
  return withFallback(context, false, async () => {
    if (
      knownCredentials &&
      (await questions.confirm('Use the same login for your calls, encrypted?', true))
    ) {
      const { storeSecrets } = await import('../../extend/store-secrets.js');
      await storeSecrets(root, [{ provider: name, auth, values: knownCredentials }], localUser);
      context.ui.success('Login stored, encrypted.');
      return true;
    }
    if (!(await questions.confirm(message, true))) return false;
    const [{ readServedProject }, { signInLocally }] = await Promise.all([
      import('../../project/served-project.js'),
      import('../../session/local-sign-in.js'),
    ]);
    const project = await readServedProject(context.host.files, root);
    for (;;) {
      if (await signInLocally(context, project, name, { questions })) return true;
      if (!(await questions.confirm('Nothing was stored. Enter them again?', true))) return false;
    }
  });
}

/**
 * Offers a call that sends a request to a provider; if its credentials are rejected, others can be
 * entered.
 * @returns undefined if no call was made
 */
async function offerFirstCall(
  context: CommandContext,
  questions: Questions,
  root: string,
  spec: ProviderSpec,
  call: FirstCall,
): Promise<CallOutcome | undefined> {
  return withFallback(context, undefined, async () => {
    const message = `Call ${call.tool} now? It sends a request to ${spec.displayName}.`;
    if (!(await questions.confirm(message, true))) return undefined;
    let outcome = await makeFirstCall(context, root, call, spec.name);
    while (outcome === 'refused' && (await offerSignIn(context, questions, root, spec)))
      outcome = await makeFirstCall(context, root, call, spec.name);
    return outcome;
  });
}

/** Runs a step after the project was created; its failure does not affect the project. */
export async function withFallback<T>(
  { ui }: CommandContext,
  otherwise: T,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (error.exit !== 130) ui.warn(`${error.message} ${error.hint}`);
    return otherwise;
  }
}

/**
 * Offers to sign in to the only provider, and calls a tool of the first provider that can be
 * called. Users are asked before requests leave this computer.
 */
export async function tryOut(
  context: CommandContext,
  { place: { root }, project, imported, secrets = [] }: PreparedProject,
  questions: Questions | undefined,
): Promise<Pick<CompletedSteps, 'called' | 'signedIn'>> {
  const [first] = imported ?? [];
  const { providers } = project;
  const onlyProvider = onlyItem(providers);
  const sample = onlyProvider && ownCall(onlyProvider);
  const firstCall: FirstCall | undefined = project.demo
    ? DEMO_CALL
    : (first?.firstCall?.() ?? sample);
  if (firstCall && !firstCall.isRemote)
    return { called: (await makeFirstCall(context, root, firstCall)) === 'worked' };
  if (!questions) return {};
  const storedProviders = new Set(secrets.map(({ provider }) => provider));
  const signedIn =
    onlyProvider &&
    (storedProviders.has(onlyProvider.name) ||
      (await offerSignIn(context, questions, root, onlyProvider, first)));
  for (const spec of providers) {
    const isReady =
      signedIn || storedProviders.has(spec.name) || !styleOf(spec.auth).storesCredentials;
    const call = isReady ? (firstCall ?? sampleCall(spec)) : undefined;
    if (!call) continue;
    const outcome = await offerFirstCall(context, questions, root, spec, call);
    return { called: outcome === 'worked', signedIn: signedIn && outcome !== 'refused' };
  }
  return { signedIn };
}
