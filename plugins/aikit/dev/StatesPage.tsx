import { EntityProvider } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import CssBaseline from '@material-ui/core/CssBaseline';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { EntityAikitCard } from '../src/card/EntityAikitCard';
import { entities } from './examples';

/** The entity card in each of its states, side by side. */
export function StatesPage() {
  return (
    <Box p={3}>
      <CssBaseline />
      <Grid container spacing={3}>
        {entities.map(entity => (
          <Grid item xs={12} lg={6} key={entity.metadata.name}>
            <Typography variant="overline">{entity.metadata.name}</Typography>
            <EntityProvider entity={entity}>
              <EntityAikitCard />
            </EntityProvider>
          </Grid>
        ))}
      </Grid>
    </Box>
  );
}
