import { isDeepStrictEqual } from 'node:util';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { addJsonMembers, addToSection, removeJsonMember } from '../../edit/json.js';
import { withoutMark } from '../../edit/lines.js';
import { addSection } from '../../edit/readme.js';
import type { Addition, Insertion } from '../../extend/addition.js';
import { withWorkflows } from '../../extend/github-workflows.js';
import type { OpenProject } from '../../extend/open-project.js';
import { noteWithLines, readmeSubject } from '../../extend/readme.js';
import type { CommandContext } from '../../model/command.js';
import { LOCK_SCRIPT, type PackageChanges } from '../../model/feature.js';
import { parseJson } from '../../model/json.js';
import type { Plan } from '../../model/plan.js';
import type { ProjectSpec } from '../../model/spec.js';
import { renderAddedFeatures } from '../../render/features.js';
import { RUNTIME } from '../../render/runtime.js';

type FeatureSettings = Pick<
  ProjectSpec,
  'providers' | 'features' | 'github' | 'publicUrl' | 'repository'
>;

export const isVendored = ({ model }: OpenProject): boolean =>
  ['dependencies', 'devDependencies'].some((section) =>
    model.document('package.json')?.text(section, RUNTIME)?.startsWith('file:'),
  );

/** Returns the addition of features: their files, their members of package.json and their sections of the README. */
export async function featuresAddition(
  context: CommandContext,
  project: OpenProject,
  settings: FeatureSettings,
): Promise<{ addition: Addition; repositoryPlan: Plan | undefined }> {
  const { name, packageManager, packageManagerVersion, root } = project;
  const spec: ProjectSpec = {
    name,
    sdk: 'v2',
    packageManager,
    ...(packageManagerVersion && { packageManagerVersion }),
    ...settings,
  };
  const version = project.model.document('package.json')?.text('version');
  // This template names the variables of the project, and those of an OAuth provider depend on its
  // code.
  const variables = await project.read('.env.example');
  const renderedFeatures = renderAddedFeatures(
    spec,
    version,
    (variable) => variables === null || new RegExp(`\\b${variable}\\b`).test(variables),
  );
  const allFiles = renderedFeatures.flatMap(({ files }) => files);
  const { files, repositoryPlan } = await withWorkflows(context, allFiles, root, spec);
  const { features = [], github, publicUrl } = settings;
  const answer = {
    ...(version !== undefined && { version }),
    ...(github !== undefined && { github }),
    ...(publicUrl !== undefined && { publicUrl }),
  };
  const answers = Object.fromEntries(features.map((id) => [`feature ${id}`, answer]));
  const addition: Addition = { files: [...files], insertions: [], notes: [], answers };
  for (const { packageJson, readme } of renderedFeatures) {
    addition.insertions.push(...packageInsertions(packageJson));
    addition.notes.push(...(await memberConflictNotes(project, packageJson)));
    const section = await readmeInsertion(project, readme);
    if (section) addition.insertions.push(section);
    else addition.notes.push(noteWithLines('README.md has no place for this section.', readme));
  }
  return { addition, repositoryPlan };
}

const MANIFEST = 'package.json';

/** Returns insertions into package.json; existing members stay. */
function packageInsertions({ isPublic, members = {}, scripts = {} }: PackageChanges): Insertion[] {
  const publication: Insertion = {
    path: MANIFEST,
    where: 'at the top level, without "private"',
    lines: '',
    edit: (text) => removeJsonMember(text, [], 'private'),
  };
  return [
    ...(isPublic ? [publication] : []),
    {
      path: MANIFEST,
      where: 'at the top level',
      lines: JSON.stringify(members, null, 2),
      edit: (text) => addJsonMembers(text, [], members),
    },
    {
      path: MANIFEST,
      where: 'in "scripts"',
      lines: JSON.stringify(scripts, null, 2),
      edit: (text) => addToSection(withoutReplaced(text, scripts), 'scripts', scripts),
    },
  ];
}

/** Removes the scripts of a new project that those of a feature contain. */
function withoutReplaced(text: string, scripts: Readonly<Record<string, string>>): string {
  const manifest = parseJson(text) as { scripts?: Record<string, unknown> } | undefined;
  return Object.keys(scripts)
    .filter((name) => manifest?.scripts?.[name] === LOCK_SCRIPT)
    .reduce((current, name) => removeJsonMember(current, ['scripts'], name), text);
}

/** Returns notes about existing members that have other values. */
async function memberConflictNotes(
  project: OpenProject,
  { members = {}, scripts = {} }: PackageChanges,
): Promise<string[]> {
  const [, text] = withoutMark((await project.read(MANIFEST)) ?? '');
  // `editsFor` reports an invalid file.
  const packageJson = parseJson(text);
  const manifest = objectOrEmpty(packageJson);
  const conflicts = (
    existingMembers: unknown,
    newMembers: Readonly<Record<string, unknown>>,
    path: string,
  ) =>
    Object.entries(newMembers).flatMap(([key, value]) => {
      const current = isObject(existingMembers) ? existingMembers[key] : undefined;
      const isReplaced = current === undefined || current === LOCK_SCRIPT;
      if (isReplaced || isDeepStrictEqual(current, value)) return [];
      const line = JSON.stringify({ [key]: value }, null, 2);
      return [noteWithLines(`${MANIFEST} has another "${path}${key}". It was not changed.`, line)];
    });
  return [...conflicts(manifest, members, ''), ...conflicts(manifest.scripts, scripts, 'scripts.')];
}

async function readmeInsertion(
  project: OpenProject,
  readme: string,
): Promise<Insertion | undefined> {
  const path = 'README.md';
  const subjects = project.model.providers.map(readmeSubject);
  const edit = (text: string) => addSection(text, readme, subjects);
  const text = await project.read(path);
  const isPlaced = text !== null && edit(text) !== undefined;
  return isPlaced ? { path, where: 'below the providers', lines: readme, edit } : undefined;
}
