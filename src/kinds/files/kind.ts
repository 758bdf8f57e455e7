import { fileTemplate } from '../../../runtime/src/files/tool-texts.js';
import { type Kind, textSetting } from '../../model/kind.js';
import type { SpecPath, SpecReport } from '../../model/spec-report.js';
import { placeholders } from '../../model/text/placeholders.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { resourceCase, toolCases } from './cases.js';
import contract from './contract.js';
import { checkResourceFile, checkToolFile, fileNameRule } from './file-name.js';
import { filesSource, identifiers, resourceCode, servingSource, toolCode } from './modules.js';
import options from './options.js';
import { servedTools } from './served-tools.js';
import type { FilesProvider, FilesResource, FilesSpec, FilesTool } from './spec.js';
import { ignoredFolder, isBucket, storageSetting } from './storage.js';

const file = {
  type: 'string',
  minLength: 1,
  description:
    'Name of the file that is read, with its folders; "{name}" stands for an argument: "reports/{month}.md".',
} as const;

const FOLDER_PER_USER = 'A new, empty folder for each user; other files there are not served.';

const checkName = answerCheck('The name', fileNameRule);

const files: Kind<FilesTool, FilesResource> = {
  label: options.label,
  contract,
  spec: {
    auth: ['storage', 'nothing'],
    settings: [storageSetting],
    extras: {
      shared: { type: 'boolean', description: 'All users have the same files. Default: false.' },
      readOnly: { type: 'boolean', description: 'No tool changes files. Default: false.' },
      exclude: {
        type: 'array',
        items: {
          type: 'string',
          pattern: '^\\*?[^*/\\\\]+$',
          patternErrorMessage:
            'must be a name, such as "node_modules", or an ending, such as "*.pem"',
        },
        description:
          'Names of files and folders that no caller can reach, such as "node_modules", or "*.pem" for an ending. Folders only.',
      },
    },
    tool: {
      key: 'file',
      schema: file,
      option: {
        ...options.spec.tool.option,
        read: (scanner) => ({ file: scanner.rest() }),
        write: ({ file }) => file,
      },
      async ask(questions, questionOptions) {
        const name = await questions.text({
          message: 'File that the tool reads, such as reports/{month}.md (optional)',
          initial: '',
          ...questionOptions,
          check: (text) => (text === '' ? undefined : checkName(text)),
        });
        return name === '' ? [] : [{ file: name }];
      },
      suggest: ({ file = '' }) => ({
        arguments: Object.fromEntries(
          placeholders(file).map((name) => [name, `Part of the file name "${file}".`]),
        ),
      }),
      requires: ({ file = '' }) => placeholders(file),
      annotations: ({ file }) =>
        file === undefined ? {} : { readOnlyHint: true, openWorldHint: false },
      check: checkTool,
    },
    resource: {
      key: 'file',
      schema: file,
      option: {
        ...options.spec.resource.option,
        read: (name) => ({ file: name }),
        write: ({ file }) => file,
      },
      async ask(questions) {
        const name = await questions.text({
          message: 'File that the resource reads (optional)',
          initial: '',
          check: (text) => (text === '' ? undefined : checkName(text)),
        });
        return name === '' ? undefined : { file: name };
      },
      check: checkResourceFile,
    },
  },
  render: {
    toolCode,
    resourceCode,
    apiFiles: ['auth', 'files'],
    parts: ['tools/files'],
    registrars: ['resource'],
    identifiers,
    dependencies: () => [],
    view: (spec) => ({
      files: filesSource(spec as FilesSpec),
      serving: servingSource(spec as FilesProvider),
    }),
    ignores: (spec) => ignoredFolder(spec as FilesSpec),
    calls:
      'build names of files with `fileName`. `serveFiles` in `tools/files.ts` adds the tools for all files; with `readOnly: true` in `api/files.ts`, none of them changes files.',
    connectsTo: (spec) =>
      `${isBucket(textSetting(spec, storageSetting)) ? 'An S3 bucket' : 'A folder'}: \`${textSetting(spec, storageSetting)}\``,
    readme,
  },
  reviewRows: (spec) => [
    { label: 'Files', text: textSetting(spec, storageSetting) },
    ...((spec as FilesSpec).shared === true ? [] : [{ label: '', text: FOLDER_PER_USER }]),
  ],
  serve: {
    definitions: (spec) => ({ tools: servedTools(spec) }),
  },
  test: {
    testing: () => 'mcp-provider/testing/files',
    toolCases,
    resourceCase,
    listProperty: () => undefined,
    fixture: ({ storage, shared }) => ({ storage: storage, ...(shared === true && { shared }) }),
    sample: {
      name: 'get_report',
      description: 'The report of a month.',
      inputSchema: {
        type: 'object',
        properties: { month: { type: 'string', description: 'Month, such as 2026-05.' } },
        required: ['month'],
      },
      file: 'reports/{month}.md',
    },
  },
};

export default files;

/** Returns a README section about where the files are and who owns them. */
function readme(spec: object): string {
  const { name, storage, shared = false, readOnly = false } = spec as FilesProvider; // checked
  const place = isBucket(storage) ? 'bucket' : 'folder';
  const location = `the ${place} \`${storage}\` (\`storage\` in \`provider-config.yaml\`)`;
  const owner = shared
    ? `All users have the same files, in ${location}.`
    : `Each user has their own folder in ${location}.`;
  const resources = `Each file is also a resource: \`${fileTemplate(name).uri}\`.`;
  const confirmationNote = readOnly
    ? ''
    : ' The server asks the user before it replaces or deletes a file.';
  const isCreated = isBucket(storage) || (!shared && !readOnly);
  return [
    `${owner} ${resources}${confirmationNote}`,
    ...(isBucket(storage)
      ? [
          `The key needs ${AND_LIST.format(readOnly ? READ_PERMISSIONS : [...READ_PERMISSIONS, ...WRITE_PERMISSIONS])} there.`,
          ...(shared ? [] : [REACHES_ALL]),
        ]
      : []),
    ...(isCreated ? [] : ['The folder must exist before a tool is called.']),
  ].join(' ');
}

const AND_LIST = new Intl.ListFormat('en', { type: 'conjunction' });

const READ_PERMISSIONS = ['`s3:ListBucket`', '`s3:GetObject`'];
const WRITE_PERMISSIONS = ['`s3:PutObject`', '`s3:DeleteObject`'];

/** Each user has a folder, and a key has the whole bucket. */
const REACHES_ALL =
  'Without this server, such a key opens the folders of all users: where users must not have one, let all callers use that of the server (`shared_credentials: true` in `provider-config.yaml`).';

const SERVED_TOOL_NAMES = servedTools({}).map(({ name }) => name);

function checkTool(tool: FilesTool, at: SpecPath, report: SpecReport): void {
  const isServed = SERVED_TOOL_NAMES.includes(tool.name);
  report.error(
    [...at, 'name'],
    isServed ? 'is a tool that every provider of files has' : undefined,
  );
  checkToolFile(tool, at, report);
}
