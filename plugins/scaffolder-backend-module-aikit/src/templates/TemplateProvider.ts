import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { parse } from 'yaml';

const PACKAGE = '@aikit-backstage/plugin-scaffolder-backend-module-aikit';
const PROVIDER_NAME = 'aikit-templates';

/** The templates that come with the package; the first is the usual one. */
export const TEMPLATES = [
  'aikit-inference',
  'aikit-inference-gitops',
  'aikit-adopt',
];

/** Which templates the catalog gets, and whose they are. */
export interface TemplateChoice {
  /** Reference of the entity that owns them. */
  owner: string;
  /** Names, of {@link TEMPLATES}. */
  names: string[];
}

/** The folder of the templates: published in the package, else the repository's. */
function templatesFolder(): string {
  const published = resolvePackagePath(PACKAGE, 'templates');
  return existsSync(published)
    ? published
    : resolvePackagePath(PACKAGE, '../../templates');
}

/** Puts the templates of this package into the catalog, with an owner. */
export class TemplateProvider implements EntityProvider {
  readonly #choice: TemplateChoice;

  /** @throws InputError for a template that is not there */
  constructor(choice: TemplateChoice) {
    const unknown = choice.names.find(name => !TEMPLATES.includes(name));
    if (unknown !== undefined) {
      throw new InputError(
        `aikit.templates.names has ${unknown}, which is no template; take of ${TEMPLATES.join(
          ', ',
        )}`,
      );
    }
    this.#choice = choice;
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const templates = await Promise.all(
      this.#choice.names.map(name => this.#read(name)),
    );
    await connection.applyMutation({
      type: 'full',
      entities: templates.map(entity => ({
        entity,
        locationKey: PROVIDER_NAME,
      })),
    });
  }

  async #read(name: string): Promise<Entity> {
    const file = join(templatesFolder(), name, 'template.yaml');
    const template: Entity = parse(await readFile(file, 'utf8'));
    const location = `file:${file}`;
    return {
      ...template,
      metadata: {
        ...template.metadata,
        annotations: {
          ...template.metadata.annotations,
          [ANNOTATION_LOCATION]: location,
          [ANNOTATION_ORIGIN_LOCATION]: location,
        },
      },
      spec: { ...template.spec, owner: this.#choice.owner },
    };
  }
}
