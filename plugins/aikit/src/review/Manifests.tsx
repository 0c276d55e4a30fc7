import { Manifest, toYamlDocument } from '@aikit-backstage/plugin-aikit-common';
import { CodeSnippet } from '@backstage/core-components';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';

const useStyles = makeStyles(
  { details: { display: 'block', overflow: 'auto' } },
  { name: 'AikitManifests' },
);

/** What will be submitted, one object each to open and to copy. */
export function Manifests({ manifests }: { manifests: readonly Manifest[] }) {
  const classes = useStyles();
  return (
    <div>
      {manifests.map(manifest => {
        const { kind, metadata } = manifest;
        return (
          <Accordion
            key={kind}
            variant="outlined"
            TransitionProps={{ unmountOnExit: true }}
          >
            <AccordionSummary expandIcon={<ExpandMoreIcon />}>
              {kind} {metadata.name}
            </AccordionSummary>
            <AccordionDetails className={classes.details}>
              <CodeSnippet
                text={toYamlDocument(manifest)}
                language="yaml"
                showCopyCodeButton
              />
            </AccordionDetails>
          </Accordion>
        );
      })}
    </div>
  );
}
