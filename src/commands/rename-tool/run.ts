import { basename, dirname } from 'node:path/posix';
import { renameMentions } from '../../../runtime/src/skills/mentions.js';
import { LOCK_FILE } from '../../contract/lock.js';
import { releasedTools } from '../../contract/released-tools.js';
import { addImport, projectParser } from '../../edit/insertions.js';
import { renameToolParagraph } from '../../edit/listing.js';
import { renameToolRow } from '../../edit/readme.js';
import type { TextSplice } from '../../edit/rewrite-modules.js';
import { relativeSpecifier } from '../../edit/specifier.js';
import { renameTestCase } from '../../edit/test-case.js';
import { removeImport } from '../../edit/typescript.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import { specContextOf } from '../../extend/provider-context.js';
import { README, readmeSubject } from '../../extend/readme.js';
import { sharedQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { notALiteral } from '../../model/errors/refactor.js';
import { afterToolRename } from '../../model/former-name.js';
import type { Project } from '../../model/project.js';
import type { ProviderOption } from '../../options/shared-options.js';
import { listingPath, partNames, testPath } from '../../project/provider-parts.js';
import { changeApprovals } from '../../refactor/approvals.js';
import { carryOutRefactoring } from '../../refactor/carry-out.js';
import { chooseTool, newName, type OwnTool } from '../../refactor/choose-part.js';
import { changeFormer, formerNamesOf, isConfigured } from '../../refactor/former-names.js';
import { recordDecision } from '../../refactor/import-decision.js';
import { partRegistrations } from '../../refactor/own-files.js';
import { editSkills } from '../../refactor/skills.js';
import { WorkingCopy } from '../../refactor/working-copy.js';
import { toolIdentifiers } from '../../render/provider-parts.js';
import { toolNameRule } from '../../spec/text-rules.js';

/** Renames a tool of the project around the working directory. @throws CliError `refactor/…` */
export async function run(
  context: CommandContext,
  commandLine: CommandLine<ProviderOption>,
): Promise<0 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = sharedQuestions(context);
  const tool = await chooseTool(
    project,
    commandLine.arguments[0],
    commandLine.options.provider,
    'rename-tool',
    ask,
  );
  const { name, provider, definition } = tool;
  const { kind } = specContextOf(provider);
  const otherNames = [
    ...partNames(provider, 'tool').filter((toolName) => toolName !== name),
    ...provider.definitions
      .filter((other) => other !== definition)
      .flatMap(formerNamesOf)
      .flatMap((entry) => entry.name ?? []),
  ];
  const newToolName = await newName(
    commandLine.arguments[1],
    {
      kind: 'tool',
      command: 'rename-tool',
      name,
      otherNames,
      place: provider.name,
      rule: toolNameRule(provider.name, kind),
    },
    ask,
  );
  const [oldNames, newNames] = [toolIdentifiers(name, kind), toolIdentifiers(newToolName, kind)];
  const files = [definition.module, ...model.reachableModules(definition.module).modules].map(
    ({ path }) => path,
  );
  const moves = new Map(
    files
      .filter((path) => path.startsWith(`${provider.directory}/`))
      .filter((path) => basename(path) === `${oldNames.file}.ts`)
      .map((path) => [path, `${dirname(path)}/${newNames.file}.ts`]),
  );
  const symbols = [...new Set(files)].map((path) => ({
    path,
    from: oldNames.constant,
    to: newNames.constant,
  }));
  const copy = await WorkingCopy.open(project);
  copy.rewrite([nameIn(tool, newToolName, model)], {
    symbols,
    moves,
  });
  for (const { path, specifier, isImport } of partRegistrations(model, definition.module)) {
    const target = moves.get(definition.module.path);
    if (!isImport || target === undefined || !specifier.startsWith('.')) continue;
    const [extension = ''] = /\.[cm]?[jt]sx?$/.exec(specifier) ?? [];
    const to = relativeSpecifier(path, target.replace(/\.ts$/, '')) + extension;
    // Inserted in the alphabetical order of the other imports.
    copy.edit(path, (text) => addImport(removeImport(text, to), projectParser(model, path), to));
  }
  const effect = await keepFormerName(copy, project, tool, newToolName);
  copy.edit(testPath(provider), (text) =>
    renameTestCase(text, provider.name, { section: 'tools', name }, newToolName),
  );
  copy.edit(listingPath(provider), (text) => renameToolParagraph(text, name, newToolName));
  copy.edit(README, (text) => renameToolRow(text, name, newToolName, readmeSubject(provider)));
  editSkills(copy, provider, (text) => renameMentions(text, name, newToolName));
  recordDecision(copy, provider.name, name, newToolName);
  changeApprovals(copy, tool, newToolName);
  return carryOutRefactoring(context, project, ask, {
    copy,
    question: `Rename ${name} to ${newToolName}?`,
    done: `Renamed ${name} of ${provider.name} to ${newToolName}`,
    name,
    deletes: false,
    notes: [
      ...(definition.title === undefined ? [] : [`The title stays "${definition.title}".`]),
      effect,
    ],
    repeat: ['rename-tool', name, newToolName, '--provider', provider.name],
    report: { name: newToolName },
  });
}

/** Writes the former name to the renamed tool. @returns what becomes of calls by that name, as a sentence */
async function keepFormerName(
  copy: WorkingCopy,
  project: OpenProject,
  tool: OwnTool,
  newToolName: string,
): Promise<string> {
  const { name, provider } = tool;
  const released = releasedTools(await project.read(LOCK_FILE), provider.name);
  const isReleased = released.some((releasedTool) => releasedTool.name === name);
  const isPromised = isReleased && !isConfigured(provider);
  const formerEntry = changeFormer(copy, { ...tool, name: newToolName }, (formerNames) =>
    afterToolRename(formerNames, { from: name, to: newToolName, isReleased: isPromised }),
  ).find((entry) => entry.name === name);
  if (formerEntry)
    return `Calls by "${name}" work, too: "formerly" promises them until ${formerEntry.until}.`;
  const reason = !isReleased
    ? ': no release is locked that has it'
    : isPromised
      ? ''
      : ': a provider with "configure" cannot keep it';
  return `Clients that still call "${name}" get an error${reason}.`;
}

/**
 * Replaces the name in the definition, with its quotes. A constant that also names something else, such as a method of the
 * API, stays as it is.
 */
function nameIn(
  { name, definition: { module, call, options } }: OwnTool,
  replacement: string,
  model: Project,
): TextSplice {
  const nameMember = options.members.get('name');
  const { file, start, end } =
    model.resolveExpression(module, nameMember)?.expression.range ?? call.range;
  const quote = file.text.charAt(start);
  if (file.text.slice(start, end) !== quote + name + quote) throw notALiteral(name, file.path);
  const text = quote + replacement + quote;
  const usesOfModule = file.path === module.path ? 2 : 3;
  if (nameMember?.name === undefined || !isUsedElsewhere(model, nameMember.name, usesOfModule))
    return { path: file.path, start, end, text };
  const { range } = nameMember;
  const isShorthand = !/:\s*$/.test(range.file.text.slice(0, range.start));
  return {
    path: module.path,
    start: range.start,
    end: range.end,
    text: isShorthand ? `name: ${text}` : text,
  };
}

/** Returns whether code contains a constant more often than its declaration, an import and the name of a tool need. */
const isUsedElsewhere = (model: Project, constant: string, usesOfModule: number): boolean => {
  const word = new RegExp(`(?<![\\w$.])${constant.replaceAll(/[$.]/g, '\\$&')}(?![\\w$])`, 'g');
  const counts = model.modulesIn().map(({ text }) => text.match(word)?.length ?? 0);
  return counts.reduce((sum, count) => sum + count, 0) > usesOfModule;
};
