/**
 * Tools whose callers choose the fields of a result.
 * @module mcp-provider/fields
 */
export { itemFields } from './call/schema/item-fields.js';
