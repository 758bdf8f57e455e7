import { join } from 'node:path';
import type { HostFiles } from '../../model/host.js';
import { relPath } from '../../model/path.js';
import { Data } from '../../project/documents/data.js';
import { parseJson } from '../../project/documents/json.js';
import { parseYaml } from '../../project/documents/yaml.js';
import { projectAbove } from '../../project/find.js';
import { textOf } from '../../model/data-text.js';

/** What a client needs to know of a project: two files say it. */
export interface ServedProject {
  /** Absolute. */
  root: string;
  /** Of package.json. */
  packageName: string | undefined;
  isPrivate: boolean;
  providers: readonly { name: string; description: string }[];
}

/** The project at or above a directory. @throws CliError `project/not-found`, `project/no-directory` */
export async function readProject(files: HostFiles, directory: string): Promise<ServedProject> {
  const root = await projectAbove(files, directory);
  const read = async (name: string) => (await files.read(join(root, name))) ?? '';
  const config = new Data(relPath(CONFIG), await read(CONFIG), parseYaml);
  const manifest = new Data(relPath(MANIFEST), await read(MANIFEST), parseJson);
  const providers = config.entries('providers').map(({ key }) => ({
    name: key,
    description:
      textOf(config.get('providers', key, 'description')) ||
      textOf(config.get('providers', key, 'name')) ||
      key,
  }));
  const priv = manifest.get('private');
  return {
    root,
    packageName: textOf(manifest.get('name')) || undefined,
    isPrivate: priv?.is === 'scalar' && priv.value === true,
    providers,
  };
}

const CONFIG = 'provider-config.yaml';
const MANIFEST = 'package.json';
