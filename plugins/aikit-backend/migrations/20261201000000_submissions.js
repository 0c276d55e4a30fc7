// @ts-check

/**
 * Submissions that are under way or have stopped half-way, one for each
 * workload.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('submissions', table => {
    table.string('cluster', 253).notNullable();
    table.string('namespace', 63).notNullable();
    table.string('name', 63).notNullable();
    table
      .string('holder', 36)
      .comment('Who works on it; null: nobody any more');
    table.string('heartbeat', 24).notNullable().comment('ISO 8601, in UTC');
    table
      .string('action', 16)
      .comment('What has begun to change the cluster; null: nothing has');
    table.text('entity_ref');
    table.text('owner');
    table.text('submitter');
    table.string('started_at', 24).comment('ISO 8601, in UTC');
    table.primary(['cluster', 'namespace', 'name']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('submissions');
};
