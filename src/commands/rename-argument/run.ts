import { mentionsTool } from '../../../runtime/src/skills/mentions.js';
import { LOCK_FILE } from '../../contract/lock.js';
import { hasArgument, releasedTools } from '../../contract/released-tools.js';
import { renameListedArgument } from '../../edit/listing.js';
import { renameArgumentInReadme } from '../../edit/readme.js';
import { renameArgument } from '../../edit/rename-argument.js';
import { renameCaseArgument } from '../../edit/test-case.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import { README, readmeSubject } from '../../extend/readme.js';
import { sharedQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { argumentNotEditable } from '../../model/errors/refactor.js';
import { afterArgumentRename } from '../../model/former-name.js';
import type { ProviderOption } from '../../options/shared-options.js';
import { listingPath, testPath } from '../../project/provider-parts.js';
import { casesIn, providerTests } from '../../project/provider-tests.js';
import { carryOutRefactoring } from '../../refactor/carry-out.js';
import {
  chooseArgument,
  chooseTool,
  newName,
  type OwnTool,
  toolArguments,
} from '../../refactor/choose-part.js';
import { changeFormer, formerNamesOf } from '../../refactor/former-names.js';
import { recordArgument } from '../../refactor/import-decision.js';
import { editSkills, withArgumentName } from '../../refactor/skills.js';
import { WorkingCopy } from '../../refactor/working-copy.js';
import { argumentNameRule } from '../../spec/text-rules.js';

const COMMAND = 'rename-argument';

/** Renames an argument of a tool of the project around the working directory. @throws CliError `refactor/…` */
export async function run(
  context: CommandContext,
  { arguments: [toolName, argumentName, newArgumentName], options }: CommandLine<ProviderOption>,
): Promise<0 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = sharedQuestions(context);
  const tool = await chooseTool(project, toolName, options.provider, COMMAND, ask);
  const { name, provider, definition } = tool;
  const from = await chooseArgument(tool, argumentName, COMMAND, ask);
  const to = await newName(
    newArgumentName,
    {
      kind: 'argument',
      command: `${COMMAND} ${name}`,
      name: from,
      otherNames: otherNames(tool, from),
      place: name,
      rule: argumentNameRule,
    },
    ask,
  );
  const copy = await WorkingCopy.open(project);
  const { path } = definition.module;
  const renamed = renameArgument(copy.texts.get(path) ?? '', name, { from, to });
  if (renamed === undefined) throw argumentNotEditable(from, name, path);
  copy.edit(path, () => renamed);
  const formerNames = [name, ...formerNamesOf(definition).flatMap((entry) => entry.name ?? [])];
  const released = releasedTools(await project.read(LOCK_FILE), provider.name);
  const isReleased = hasArgument(released, formerNames, from);
  const formerEntry = changeFormer(copy, tool, (entries) =>
    afterArgumentRename(entries, { from, to, isReleased }),
  ).find((entry) => entry.arguments?.[from] === to);
  copy.edit(testPath(provider), (text) =>
    renameCaseArgument(text, { provider: provider.name, tool: name }, from, to),
  );
  copy.edit(listingPath(provider), (text) => renameListedArgument(text, name, from, to));
  copy.edit(README, (text) =>
    renameArgumentInReadme(text, name, { from, to }, readmeSubject(provider)),
  );
  const otherTools = provider.definitions
    .filter((other) => toolArguments({ provider, definition: other }).includes(from))
    .flatMap((other) => (other === definition ? [] : (other.name ?? [])));
  editSkills(copy, provider, (text) => withArgumentName(text, name, { from, to }, otherTools));
  recordArgument(copy, provider.name, name, { from, to });
  const caseFiles = providerTests(model)
    .filter((test) => test.provider === provider.name)
    .flatMap((test) => casesIn(model, test.fixture, 'tools').byName.get(name) ?? [])
    .map(({ module, expression }) => model.resolveExpression(module, expression)?.module.path)
    .filter((file) => file !== testPath(provider));
  for (const edited of [path, testPath(provider)]) await keepLayout(project, copy, edited);
  return carryOutRefactoring(context, project, ask, {
    copy,
    question: `Rename ${from} of ${name} to ${to}?`,
    done: `Renamed ${from} of ${name} to ${to}`,
    name: from,
    isPlace: (file, line) =>
      caseFiles.includes(file) ||
      (isNameIn(line, from) &&
        (file.endsWith('.md')
          ? otherTools.every((other) => !line.includes(other))
          : file === path && isDescription(line))),
    deletes: false,
    notes: [
      formerEntry
        ? `Calls with "${from}" work, too: "formerly" promises it until ${formerEntry.until}.`
        : `Calls with "${from}" get an error${isReleased ? '' : ': no release is locked that has it'}.`,
    ],
    repeat: [COMMAND, name, from, to, '--provider', provider.name],
    report: { name: to },
  });
}

/** Returns whether a line can mean an argument: a word of ordinary language is a name only in code. */
const isNameIn = (line: string, argument: string): boolean =>
  mentionsTool(argument, argument) || line.includes(`\`${argument}`);

const isDescription = (line: string): boolean => /descri(?:be|ption)\b/.test(line);

/** Returns the names that other arguments of a tool have or had. */
const otherNames = (tool: OwnTool, from: string): string[] => [
  ...toolArguments(tool).filter((argument) => argument !== from),
  ...formerNamesOf(tool.definition).flatMap(({ arguments: names = {} }) =>
    Object.entries(names).flatMap(([former, current]) => (current === from ? [] : [former])),
  ),
];

/** Formats an edited module, if the project's formatter has formatted it before. */
async function keepLayout(project: OpenProject, copy: WorkingCopy, path: string): Promise<void> {
  const [before, after] = [await project.read(path), copy.texts.get(path)];
  if (before === null || after === undefined || after === before) return;
  if ((await project.layOut(path, before)) !== before) return;
  const laidOut = await project.layOut(path, after);
  if (laidOut !== undefined) copy.edit(path, () => laidOut);
}
