import type { KindOptions } from '../../model/kind.js';

export const storageOption = {
  value: 'place',
  description: 'folder of the files, or URL of an S3 bucket',
};

export default {
  label: 'Files in a folder or an S3 bucket',
  spec: {
    settings: [{ key: 'storage', option: storageOption }],
    tool: {
      option: {
        flag: '--file',
        value: 'name',
        description: 'the file that the tool reads: "reports/{month}.md"',
      },
    },
    resource: {
      option: {
        flag: '--file',
        value: 'name',
        description: 'the file that is read: "reports/{month}.md"',
      },
    },
  },
} satisfies KindOptions;
