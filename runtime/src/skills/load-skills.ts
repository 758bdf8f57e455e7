import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import {
  type Skill,
  type SkillFiles,
  SkillsExtension,
} from '@modelcontextprotocol/server/ext/skills';
import { defineResource } from '../call/define/define.js';
import type { Resource } from '../call/define/definitions.js';
import { setSkills } from '../call/project-skills.js';
import { fileSystem } from '../node/node-module.js';
import type { Project } from '../project/project.js';
import { BINARY_TYPE, typeByName } from '../utils/file-type.js';
import { mostSimilar } from '../utils/similar.js';
import { StartError } from '../utils/start-error.js';
import { mentionsTool } from './mentions.js';
import { serveSkills } from './serve-skills.js';

/** Files of editors and of package managers, which are not parts of a skill. */
const UNSERVED = /^(?:\.|node_modules$)|(?:~|\.(?:bak|orig|swp|tmp))$/;
const BASE = 'skill://';
/** The message of the SDK about programs that leave out such a skill, and of an option that projects do not have. */
const REMEDY = / \((?:skill )?skipped\)$|; some hosts may decline it.*$/;

/** Returns the path of a file of a skill, from the folder of skills. */
const pathOf = (uri: string): string => decodeURIComponent(uri.slice(BASE.length));

/**
 * Loads the skills of a project (SEP-2640): `skills/<name>/SKILL.md`, and the files beside it. A skill belongs to the provider
 * in `metadata.provider` of its front matter, or to the only one.
 * @throws StartError for a skill that cannot be served
 */
export async function loadSkills(project: Project, folder: string): Promise<void> {
  const contents = new Map<string, Uint8Array>();
  const files = skillFiles(folder, contents);
  const problems: string[] = [];
  const catalog = await SkillsExtension.load(files, {
    onWarning: ({ path, message }) => {
      if (path !== '.') problems.push(`${path}: ${message.replace(REMEDY, '')}`); // "." has no skills yet
    },
  }).catch((error: unknown) => {
    throw new StartError(`skills: ${(error as Error).message}`, { cause: error });
  });
  const servedFolders = new Set(catalog.entries.map(({ uri }) => pathOf(uri).split('/', 1)[0]));
  if (problems.length === 0)
    for (const { name, kind } of await files.list(''))
      if (kind === 'directory' && !servedFolders.has(name))
        problems.push(`${name}: it has no SKILL.md`);
  if (problems.length > 0)
    throw new StartError(problems.map((problem) => `skills/${problem}`).join('\n'));
  const skills = catalog.entries.map((entry) => {
    const files = (entry.resources === 'dynamic' ? [] : entry.resources).map(({ uri }) => {
      const path = pathOf(uri);
      return { uri, path, bytes: contents.get(path) ?? new Uint8Array() };
    });
    const text = files.map(({ bytes }) => new TextDecoder().decode(bytes)).join('\n');
    return { entry, files, text, provider: providerOf(entry, Object.keys(project.config)) };
  });
  setSkills(project, (provider, toolNames) =>
    skills
      .filter((skill) => skill.provider === provider)
      .flatMap(({ entry, files, text }) => {
        const tools = toolNames.filter((name) => mentionsTool(text, name));
        return files.map((file) => ({ ...resourceOf(entry, file), tools }));
      }),
  );
}

/**
 * Returns the files of all skills; their contents stay in memory, so that they always match their digests. The SDK has the
 * same for folders, in a module that workers cannot load.
 */
function skillFiles(folder: string, contents: Map<string, Uint8Array>): SkillFiles {
  const { readdir, readFile } = fileSystem().promises;
  return {
    async list(path) {
      const entries = await readdir(join(folder, path), { withFileTypes: true });
      return entries
        .filter(({ name }) => !UNSERVED.test(name))
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
    },
    async read(path) {
      const bytes = new Uint8Array(await readFile(join(folder, path)));
      contents.set(path, bytes);
      return bytes;
    },
  };
}

/** Links are not files: the SDK leaves out or refuses a skill that contains one. */
function kindOf(entry: Dirent): 'file' | 'directory' | 'unsupported' {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : 'unsupported';
}

function providerOf({ uri, frontmatter }: Skill, providers: readonly string[]): string {
  const { provider } = (frontmatter.metadata ?? {}) as { provider?: unknown };
  const [only = '', another] = providers;
  if (provider === undefined && another === undefined) return only;
  const name = typeof provider === 'string' ? provider : '';
  if (providers.includes(name)) return name;
  const similar = mostSimilar(name, providers) ?? only;
  const file = join('skills', uri.slice(BASE.length));
  throw new StartError(
    provider === undefined
      ? `${file}: the project has several providers. State one in the front matter: "metadata:" and "  provider: ${only}".`
      : `${file}: unknown provider "${name}" in "metadata". Did you mean "${similar}"?`,
  );
}

function resourceOf(
  entry: Skill,
  { uri, path, bytes }: { uri: string; path: string; bytes: Uint8Array },
): Resource {
  const text = utf8Text(bytes);
  const { name, description } = entry.frontmatter;
  const isMain = uri === entry.uri;
  return {
    ...defineResource({
      uri,
      name: `skills/${path}`,
      ...(isMain && { title: name, description }),
      mimeType: typeByName(path) ?? (text === undefined ? BINARY_TYPE : 'text/plain'),
      read: () => text ?? bytes,
    }),
    ...(isMain && { skill: { entry, serve: serveSkills } }),
  };
}

/** Returns the text of UTF-8 bytes, with a byte order mark if there is one; undefined for other bytes. */
function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
