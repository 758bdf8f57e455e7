import type { CodeStyle } from '../../edit/code-style.js';
import { replaceToolRow } from '../../edit/readme.js';
import { inStyle } from '../../edit/restyle.js';
import { testCaseVersions } from '../../edit/test-case.js';
import type { ProviderModel } from '../../model/project.js';
import type { ToolSpec } from '../../model/spec.js';
import { toolTable } from '../../render/context/provider.js';
import { renderParts, type RenderedPart } from '../../render/part.js';
import { toolNamed } from '../grow/definitions.js';
import { partsHome } from '../grow/home.js';
import type { OpenProject } from '../grow/project.js';
import { README, readmeSubject } from '../grow/readme-rows.js';
import { testCasePlace } from '../grow/test-cases.js';
import type { Versions } from './merge-versions.js';

/**
 * Both versions of the files of a tool, its test case and its row in the README.
 * @returns undefined where the project has neither the file of the tool nor another one that defines it
 */
export async function toolVersions(
  project: OpenProject,
  provider: ProviderModel,
  style: CodeStyle | undefined,
  key: string,
  [was, now]: readonly [ToolSpec, ToolSpec],
): Promise<Versions[] | undefined> {
  const [before, after] = [was, now].map((tool) => part(project, provider, style, tool));
  if (!before || !after) return undefined;
  const modules = moduleVersions(provider, before, after);
  for (const { path } of modules) if ((await project.read(path)) === null) return undefined;
  const versions = [
    ...modules,
    ...caseVersions(provider, before, after),
    rowVersions(provider, was, now),
  ];
  return versions.map((each) => ({ ...each, key }));
}

function part(
  project: OpenProject,
  provider: ProviderModel,
  style: CodeStyle | undefined,
  tool: ToolSpec,
): RenderedPart | undefined {
  const [rendered] = renderParts(partsHome(provider), {
    tools: [tool],
    resources: [],
    prompts: [],
  });
  return (
    rendered && {
      ...rendered,
      files: rendered.files
        .map(project.adapt)
        .map((file) => (style ? { ...file, text: inStyle(file.text, style) } : file)),
    }
  );
}

type Unowned = Omit<Versions, 'key'>;

/** The module of the tool may have been moved; the other one is expected in its place. */
function moduleVersions(
  provider: ProviderModel,
  before: RenderedPart,
  after: RenderedPart,
): Unowned[] {
  const own = toolNamed(provider, before.name);
  return before.files.map(({ path, text }, index) => ({
    path: (path === `${before.module}.ts` && own?.file.logicalPath) || path,
    isWhole: true,
    of: () => [text, after.files[index]?.text ?? text],
  }));
}

/** A test case that was deleted stays deleted. */
function caseVersions(
  provider: ProviderModel,
  { test: was }: RenderedPart,
  { test: now }: RenderedPart,
): Unowned[] {
  const place = was && testCasePlace(provider, was.section);
  if (!place || !now) return [];
  return [
    {
      path: place.path,
      of: (text) => testCaseVersions(text, place.root, was, now.source),
    },
  ];
}

/** A row that was edited stays as it is. */
function rowVersions(provider: ProviderModel, was: ToolSpec, now: ToolSpec): Unowned {
  const subject = readmeSubject(provider);
  return {
    path: README,
    of(text) {
      const replaced = replaceToolRow(text, toolTable([was]), toolTable([now]), subject);
      return replaced === undefined ? undefined : [text, replaced];
    },
  };
}
