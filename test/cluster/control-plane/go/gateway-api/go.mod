// The kinds of the Gateway API: only their CRDs are taken, nothing is built.
module aikit-backstage/control-plane/gateway-api

go 1.26.0

require sigs.k8s.io/gateway-api v1.4.1
