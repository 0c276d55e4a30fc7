import { Content, Page } from '@backstage/core-components';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { entity } from '@aikit-backstage/plugin-aikit-common/testUtils';
import { EntityAikitCard } from '../src/card';
import { examples } from './examples';

/** The entity card in each of its states, side by side. */
export function StatesPage() {
  return (
    <Page themeId="tool">
      <Content>
        <Grid container spacing={3}>
          {Object.keys(examples).map(name => (
            <Grid item xs={12} lg={6} key={name}>
              <Typography variant="overline">{name}</Typography>
              <EntityProvider entity={entity(name)}>
                <EntityAikitCard />
              </EntityProvider>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
}
