import type { KindOptions } from '../../model/kind.js';

export const databaseUrlOption = {
  value: 'url',
  description: 'URL of the database, without user name and password',
};

export default {
  label: 'An SQL database: PostgreSQL, MySQL, MariaDB or SQLite',
  spec: {
    settings: [{ key: 'databaseUrl', option: databaseUrlOption }],
    tool: {
      option: {
        flag: '--query',
        value: 'statement',
        description: 'the statement: "select name from parts where id = :id"',
      },
    },
    resource: {
      option: {
        flag: '--resource-query',
        value: 'statement',
        description: 'the statement that reads one row: "select * from parts where id = :id"',
      },
    },
  },
} satisfies KindOptions;
