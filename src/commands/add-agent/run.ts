import { onlyItem } from '../../../runtime/src/utils/only-item.js';
import { addEnvironment } from '../../edit/env-lines.js';
import { addSection } from '../../edit/readme.js';
import { addProperty, callArguments, objectIn, parseTypeScript } from '../../edit/typescript.js';
import type { Addition, Insertion } from '../../extend/addition.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import { packageInsertions } from '../../extend/packages.js';
import { carryOutProposal, type LazyQuestions, type Proposal } from '../../extend/proposal.js';
import { noteWithLines, readmeSubject } from '../../extend/readme.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { optionWords } from '../../options/option-words.js';
import { displayName } from '../../project/provider-parts.js';
import { type AgentSpec, renderAgent, type RenderedAgent } from '../../render/agent.js';
import { projectCommands } from '../../render/commands.js';
import type { options } from './command.js';

/** Adds an agent to the project around the working directory. */
export async function run(context: CommandContext, commandLine: CommandLineOf<typeof options>) {
  const project = await openProject(context);
  const topic = { title: 'An agent', command: 'add-agent', commandLine };
  return carryOutProposal(context, project, topic, (lazyQuestions) =>
    agentProposal(project, commandLine, lazyQuestions, context.flags.yes),
  );
}

async function agentProposal(
  project: OpenProject,
  commandLine: CommandLineOf<typeof options>,
  lazyQuestions: LazyQuestions,
  acceptsDefaults: boolean,
): Promise<Proposal> {
  const spec = await agentSpec(commandLine, project, lazyQuestions, acceptsDefaults);
  const commands = projectCommands(project.packageManager);
  return {
    addition: {
      ...(await agentAddition(project, renderAgent(spec, project.packageManager))),
      answers: { agent: { ...spec } },
    },
    presentation: {
      title: 'Add an agent',
      done: 'Added an agent',
      next: [
        commands.test,
        `# Set ${spec.model === '' ? 'MODEL_NAME and ' : ''}the key of the service in .env (see .env.example).`,
        'node dist/server.js --chat',
      ],
      repeat: ['add-agent', ...optionWords({ ...spec, model: spec.model || undefined })],
    },
  };
}

async function agentSpec(
  commandLine: CommandLineOf<typeof options>,
  { model: { providers } }: OpenProject,
  lazyQuestions: LazyQuestions,
  acceptsDefaults: boolean,
): Promise<AgentSpec> {
  const providerNames = providers.map(displayName).join(', ');
  const defaultInstructions = `You help users with ${providerNames}. Use the tools for what you do not know.`;
  const { instructions, model } = commandLine.options;
  const questions =
    instructions === undefined && !acceptsDefaults
      ? await lazyQuestions.askFor(['--instructions'])
      : model === undefined
        ? await lazyQuestions.begin()
        : undefined;
  const ask = async (key: string, message: string, initial: string) =>
    questions ? questions.text({ key, message, initial }) : initial;
  return {
    instructions:
      instructions ??
      (await ask('instructions', 'Instructions: the task of the agent', defaultInstructions)),
    model: model ?? (await ask('model', 'Model (optional)', '')),
  };
}

async function agentAddition(
  project: OpenProject,
  { files, variables, readme, dependencies }: RenderedAgent,
): Promise<Addition> {
  const insertions: Insertion[] = [
    {
      path: serverFile(project),
      where: 'in the options of "runServer"',
      lines: `agent: ${AGENT},`,
      edit: withAgent,
    },
    ...packageInsertions(project, { dependencies }),
  ];
  const subjects = project.model.providers.map(readmeSubject);
  const documents: Insertion[] = [
    {
      path: '.env.example',
      where: 'the variables of the model',
      lines: variables,
      edit: (text) => addEnvironment(text, variables, []),
    },
    {
      path: 'README.md',
      where: 'the section "Agent"',
      lines: readme,
      edit: (text) => addSection(text, readme, subjects),
    },
  ];
  const notes: string[] = [];
  for (const insertion of documents) {
    const { path, where, lines, edit } = insertion;
    const text = await project.read(path);
    if (text !== null && edit(text) !== undefined) insertions.push(insertion);
    else notes.push(noteWithLines(`${path} has no place for ${where}: it was not added.`, lines));
  }
  return { files: files.map(project.adapt), insertions, notes };
}

const AGENT = "() => import('./agent.js')";

/**
 * Returns the text with the agent in the options of the only call of `runServer`; undefined if
 * there is no certain place.
 */
function withAgent(text: string): string | undefined {
  const call = onlyItem(callArguments(parseTypeScript(text), 'runServer'));
  const options = objectIn(call?.[0]);
  return options && addProperty(options, 'agent', AGENT);
}

/** Returns the path of the file that calls `runServer`. */
function serverFile({ model }: OpenProject): string {
  const existingPath = [...model.paths].find(
    (path) =>
      path.startsWith('src/') &&
      !path.startsWith('src/core/') &&
      /\brunServer\(/.test(model.text(path)?.text ?? ''),
  );
  return existingPath ?? 'src/server.ts';
}
