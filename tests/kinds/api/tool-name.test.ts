import { expect, it } from 'vitest';
import type { HttpMethod } from '../../../src/model/http.js';
import { suggested } from '../../../src/kinds/api/tool-name.js';

/** Requests of well-known APIs, and the tool that a reader expects. */
it.each([
  ['GET /repos/{owner}/{repo}', 'get_repo', 'Get a repo.'],
  ['GET /repos/{owner}/{repo}/issues', 'list_issues', 'List issues.'],
  ['POST /repos/{owner}/{repo}/issues', 'create_issue', 'Create an issue.'],
  ['PATCH /repos/{owner}/{repo}/issues/{number}', 'update_issue', 'Update an issue.'],
  ['PUT /repos/{owner}/{repo}/issues/{number}/lock', 'lock_issue', 'Lock an issue.'],
  ['DELETE /repos/{owner}/{repo}/issues/{number}/lock', 'delete_lock', 'Delete lock.'],
  ['GET /search/issues', 'search_issues', 'Search issues.'],
  ['GET /users/{username}', 'get_user', 'Get a user.'],
  ['GET /v1/balance', 'get_balance', 'Get balance.'],
  ['POST /v1/search', 'search', 'Search.'],
  ['GET /v1/customers/search', 'search_customers', 'Search customers.'],
  ['POST /v1/payment_intents/{id}/cancel', 'cancel_payment_intent', 'Cancel a payment intent.'],
  ['DELETE /v1/subscriptions/{id}', 'delete_subscription', 'Delete a subscription.'],
  ['POST /v1/databases/{id}/query', 'query_database', 'Query a database.'],
  ['POST /chat.postMessage', 'post_message', 'Post message.'],
  ['GET /conversations.list', 'list_conversations', 'List conversations.'],
  ['POST /v1/projects/{id}/messages:send', 'send_message', 'Send a message.'],
  ['POST /gmail/v1/users/me/messages/send', 'send_message', 'Send a message.'],
  ['POST /v1.0/me/sendMail', 'send_mail', 'Send mail.'],
  ['PUT /v1/me/player/pause', 'pause_player', 'Pause player.'],
  ['GET /rest/api/3/issue/{key}', 'get_issue', 'Get issue.'],
  ['PUT /rest/api/3/issue/{key}/assignee', 'replace_assignee', 'Replace assignee.'],
  ['POST /tasks/{gid}/addTag', 'add_tag', 'Add tag.'],
  ['POST /users/{id}/avatar', 'create_avatar', 'Create avatar.'],
  ['GET /products.json', 'list_products', 'List products.'],
  ['POST /admin/api/2024-01/orders/{id}/close.json', 'close_order', 'Close an order.'],
  ['POST /files/upload', 'upload_file', 'Upload a file.'],
  ['GET /files/{id}/download', 'download_file', 'Download a file.'],
  ['GET /branches/{name}', 'get_branch', 'Get a branch.'],
  ['GET /status', 'get_status', 'Get status.'],
  ['GET /settings', 'list_settings', 'List settings.'],
  ['GET /people', 'list_people', 'List people.'],
  ['HEAD /objects/{key}', 'check_object', 'Check an object.'],
  ['POST /test_cases', 'create_test_case', 'Create a test case.'],
  ['POST /book_reviews', 'create_book_review', 'Create a book review.'],
  ['POST /import_jobs', 'create_import_job', 'Create an import job.'],
  ['POST /process_instances', 'create_process_instance', 'Create a process instance.'],
  ['GET /search_results', 'list_search_results', 'List search results.'],
  ['GET /list_items', 'list_items', 'List items.'],
  ['GET /list_items/{id}', 'get_list_item', 'Get a list item.'],
  ['GET /get_stock/{id}', 'get_stock', 'Get stock.'],
  ['DELETE /delete_order/{id}', 'delete_order', 'Delete order.'],
  ['POST /delete_orders', 'delete_orders', 'Delete orders.'],
  ['POST /list_items', 'create_list_item', 'Create a list item.'],
  ['DELETE /list_items', 'delete_list_items', 'Delete list items.'],
  ['GET /add_ons', 'list_add_ons', 'List add ons.'],
  ['DELETE /add-ons/{id}', 'delete_add_on', 'Delete an add on.'],
  ['GET /update_channels/{id}', 'get_update_channel', 'Get an update channel.'],
  ['POST /post', 'create_post', 'Create post.'],
  ['POST /sms/send_sms', 'send_sms', 'Send sms.'],
  ['POST /tasks/{gid}/addTags', 'add_tags', 'Add tags.'],
  ['GET /youtube/v3/search', 'search_youtube', 'Search youtube.'],
  ['POST /crm/v3/import', 'import_crm', 'Import crm.'],
  ['GET /apis/apps/v1beta1/deployments', 'list_deployments', 'List deployments.'],
  ['POST /urls', 'create_url', 'Create a url.'],
  ['POST /uuids', 'create_uuid', 'Create a uuid.'],
  ['POST /hours', 'create_hour', 'Create an hour.'],
  ['GET /{owner}/{repo}', undefined, undefined],
  ['GET /', undefined, undefined],
  ['GET /api/v2', undefined, undefined],
])('%s is %s: %s', (request, name, description) => {
  const [method, path = ''] = request.split(' ');
  const tool = suggested({ request: { method: method as HttpMethod, path } });
  expect([tool?.name, tool?.description]).toEqual([name, description]);
});

it.each([
  ['/orders/{id}', { id: 'ID of the order.' }],
  [
    '/rooms/{room_id}/messages/{messageId}',
    { room_id: 'ID of the room.', messageId: 'ID of the message.' },
  ],
  ['/merge_requests/{id}', { id: 'ID of the merge request.' }],
  ['/get_stock/{id}', { id: 'ID of the stock.' }],
  [
    '/repos/{owner}/{repo}',
    {
      owner: 'Part of the path "/repos/{owner}/{repo}/x".',
      repo: 'Part of the path "/repos/{owner}/{repo}/x".',
    },
  ],
  ['/wp/v2/{id}', { id: 'ID of the wp.' }],
  ['/v2/{id}', { id: 'Part of the path "/v2/{id}/x".' }],
])('arguments of %s', (path, texts) => {
  expect(suggested({ request: { method: 'GET', path: `${path}/x` } })?.arguments).toEqual(texts);
});
