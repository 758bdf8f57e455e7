import { kindOf } from '../kinds/kind-of.js';
import { CliError } from '../model/errors/cli-error.js';
import { invalidRecord } from '../model/errors/upgrade.js';
import type { JsonObject } from '../model/json.js';
import type { RenderedFile } from '../model/plan.js';
import type {
  ProjectSpec,
  PromptSpec,
  ProviderSpec,
  ResourceSpec,
  ToolSpec,
} from '../model/spec.js';
import { type AgentSpec, renderAgent } from './agent.js';
import { renderAddedFeatures } from './features.js';
import { renderProject } from './project.js';
import { renderProvider } from './provider.js';
import { findSharedCode, renderParts } from './provider-parts.js';
import {
  type Answers,
  itemName,
  PARTS,
  readRecord,
  RECORD_FILE,
  recordText,
  textId,
} from './record.js';
import { forLine } from './runtime.js';

/** Returns a record with values that a command adds, and the ids of the files that it writes for them. */
export function withAnswers(text: string, addedAnswers: Answers, paths: readonly string[]): string {
  const record = readRecord(text);
  const next = { ...record, answers: { ...record.answers, ...addedAnswers } };
  const isAddedAgain = paths.some((path) => record.files[path] === null);
  const rendered = isAddedAgain
    ? renderRecord(next.answers)
    : textsByPath(() => renderAdded(next.answers, (key) => Object.hasOwn(addedAnswers, key)));
  const ids = paths.flatMap((path) => {
    const renderedText = rendered.get(path);
    return renderedText === undefined || typeof record.files[path] === 'string'
      ? []
      : [[path, textId(renderedText)] as const];
  });
  return recordText({ ...next, files: { ...record.files, ...Object.fromEntries(ids) } });
}

/**
 * Returns a record in which a provider has another name. The ids of files that the author has
 * edited are those of the texts that the current templates render with this name.
 * @param movedPath the path of a file after the change
 */
export function withProviderName(
  text: string,
  name: string,
  replacement: string,
  movedPath: (path: string) => string,
): string {
  const record = readRecord(text);
  const ofProvider = new RegExp(`^(provider|${PARTS.join('|')}) ${name}(?![^ ])`);
  const { providers, ...settings } = record.answers.project as unknown as RecordedProject;
  const answers = Object.fromEntries(
    Object.entries(record.answers).map(([key, value]) => [
      key.replace(ofProvider, (_, subject) => `${subject} ${replacement}`),
      key === `provider ${name}` ? { ...(value as JsonObject), name: replacement } : value,
    ]),
  );
  const project = {
    ...settings,
    providers: providers.map((created) => (created === name ? replacement : created)),
  };
  const next = { ...answers, project: project as unknown as JsonObject };
  const [before, after] = [renderRecord(record.answers), renderRecord(next)];
  const files = Object.entries(record.files).map(([path, id]) => {
    const [rendered, renamed] = [before.get(path), after.get(movedPath(path))];
    const isCurrent = rendered !== undefined && renamed !== undefined && textId(rendered) === id;
    return [movedPath(path), isCurrent ? textId(renamed) : id] as const;
  });
  return recordText({ ...record, answers: next, files: Object.fromEntries(files) });
}

/**
 * Returns all files as the current templates render them from recorded values.
 * @param vendoredPaths archives of packages in the project
 * @throws CliError `upgrade/record` if the values cannot be rendered
 */
export function renderRecord(
  answers: Answers,
  vendoredPaths: readonly string[] = vendoredIn(answers),
): Map<string, string> {
  return textsByPath(() => [
    ...renderProject(recordedProject(answers), vendoredPaths),
    ...renderAdded(answers, () => true),
  ]);
}

/** Returns texts by path. @throws CliError `upgrade/record` if the values cannot be rendered */
function textsByPath(render: () => readonly RenderedFile[]): Map<string, string> {
  try {
    return new Map(render().map(({ path, text }) => [path, text]));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw invalidRecord(RECORD_FILE, error instanceof Error ? error.message : String(error));
  }
}

/** Returns the paths of the packages that a project contains; none if they come from the registry. */
export const vendoredIn = ({ project }: Answers): string[] =>
  (project as { vendor?: string[] }).vendor ?? [];

interface RecordedProject extends Omit<ProjectSpec, 'providers'> {
  providers: string[];
}

function recordedProject(answers: Answers): ProjectSpec {
  const { providers, ...settings } = answers.project as unknown as RecordedProject;
  return { ...settings, providers: providers.map((name) => recordedProvider(answers, name).spec) };
}

interface RecordedProvider extends Omit<ProviderSpec, 'tools' | 'resources' | 'prompts'> {
  tools: string[];
  resources: string[];
  prompts: string[];
  port?: number;
}

/** Returns a provider as it was rendered, and the parts that were added later. */
function recordedProvider(answers: Answers, name: string) {
  const { port, ...recorded } = answers[`provider ${name}`] as unknown as RecordedProvider;
  const recordedParts = <Part extends ToolSpec | ResourceSpec | PromptSpec>(
    part: (typeof PARTS)[number],
  ) => {
    const names = recorded[`${part}s`];
    const prefix = `${part} ${name} `;
    const specs = Object.entries(answers)
      .filter(([key]) => key.startsWith(prefix))
      .map(([, spec]) => spec as unknown as Part);
    return {
      first: names.flatMap((partName) => specs.filter((spec) => spec.name === partName)),
      added: specs.filter((spec) => !names.includes(spec.name)),
    };
  };
  const tools = recordedParts<ToolSpec>('tool');
  const resources = recordedParts<ResourceSpec>('resource');
  const prompts = recordedParts<PromptSpec>('prompt');
  const spec: ProviderSpec = {
    ...recorded,
    tools: tools.first,
    resources: resources.first,
    prompts: prompts.first,
  };
  return {
    spec,
    port,
    added: { tools: tools.added, resources: resources.added, prompts: prompts.added },
  };
}

/**
 * Returns the files of what was added to the project after its creation.
 * @param isWanted whether the files of what a key describes are wanted
 */
function renderAdded(answers: Answers, isWanted: (key: string) => boolean): RenderedFile[] {
  const project = recordedProject(answers);
  const recordedNames = (subject: 'provider' | 'feature') =>
    Object.keys(answers)
      .filter((key) => key.startsWith(`${subject} `))
      .map((key) => key.slice(subject.length + 1));
  const providers = recordedNames('provider').map((name) => recordedProvider(answers, name));
  const createdNames = project.providers.map(itemName);
  const providerFiles = providers.flatMap(({ spec, port, added: addedAnswers }) => {
    const kind = kindOf(spec.kind);
    // Tools of one document or database share schemas, whichever import added them.
    const isImported = spec.origin?.kind === 'document' || spec.origin?.kind === 'database';
    const sharingTools = isImported ? [...spec.tools, ...addedAnswers.tools] : addedAnswers.tools;
    const wanted = <Part extends { name: string }>(part: string, parts: readonly Part[]) =>
      parts.filter(({ name }) => isWanted(`${part} ${spec.name} ${name}`));
    const parts = {
      tools: wanted('tool', addedAnswers.tools),
      resources: wanted('resource', addedAnswers.resources),
      prompts: wanted('prompt', addedAnswers.prompts),
    };
    const isSharing = parts.tools.length + parts.resources.length > 0;
    const shared = isSharing && { shared: findSharedCode(sharingTools, kind) };
    return [
      ...(createdNames.includes(spec.name) ||
      port === undefined ||
      !isWanted(`provider ${spec.name}`)
        ? []
        : renderProvider(spec, { ...project, port }).files),
      ...renderParts({ name: spec.name, kind: spec.kind, ...shared }, parts).flatMap(
        ({ files }) => files,
      ),
    ];
  });
  const featureIds = recordedNames('feature').filter((id) => isWanted(`feature ${id}`));
  const features = featureIds.flatMap((id) => {
    const { version: packageVersion, ...settings } = answers[`feature ${id}`] as JsonObject;
    const spec = { ...project, providers: providers.map(({ spec }) => spec), ...settings };
    return renderAddedFeatures(
      { ...spec, features: [id] },
      packageVersion as string | undefined,
      () => true,
    ).flatMap(({ files }) => files);
  });
  const agent = answers.agent as unknown as AgentSpec | undefined;
  return [
    ...providerFiles,
    ...features,
    ...(agent && isWanted('agent') ? renderAgent(agent, project.packageManager).files : []),
  ].map(forLine(project.sdk));
}
