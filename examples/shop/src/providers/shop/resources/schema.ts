import { resource } from '../mcp-instance.js';

const value = {
  tables: [
    {
      name: 'countries',
      key: ['code'],
      columns: [
        { name: 'code', type: 'text' },
        { name: 'name', type: 'text' },
      ],
    },
    {
      name: 'customers',
      key: ['id'],
      unique: [['owner', 'email']],
      columns: [
        { name: 'id', type: 'integer' },
        { name: 'owner', type: 'text' },
        { name: 'name', type: 'text' },
        { name: 'email', type: 'text', nullable: true },
        { name: 'country', type: 'text', nullable: true, references: 'countries.code' },
        { name: 'active', type: 'boolean', default: true },
      ],
    },
    {
      name: 'open_orders',
      view: true,
      key: ['id'],
      columns: [
        { name: 'id', type: 'integer', nullable: true },
        { name: 'owner', type: 'text', nullable: true },
        { name: 'customer_id', type: 'integer', nullable: true },
        { name: 'quantity', type: 'integer', nullable: true },
      ],
    },
    {
      name: 'orders',
      key: ['id'],
      columns: [
        { name: 'id', type: 'integer' },
        { name: 'owner', type: 'text' },
        { name: 'customer_id', type: 'integer', references: 'customers.id' },
        { name: 'state', type: 'text', values: ['new', 'paid', 'sent'], default: 'new' },
        { name: 'quantity', type: 'integer' },
        { name: 'note', type: 'text', nullable: true },
        { name: 'created_at', type: 'timestamp' },
      ],
    },
  ],
};

export const schemaResource = resource({
  name: 'schema',
  uri: 'schema://shop',
  title: 'Schema',
  description: 'Tables and columns behind the tools.',
  mimeType: 'application/json',
  read: () => JSON.stringify(value),
});
