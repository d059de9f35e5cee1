//! The connection: where the service is, who asks, and one question at a time.

use std::future::Future;
use std::time::Duration;

use aws_config::{BehaviorVersion, Region};
use aws_sdk_sfn::Client;
use aws_sdk_sfn::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use tokio::runtime::Runtime;
use value::Value;

use crate::answer::Answer;
use crate::error::RemoteError;

/// Where the service is and who asks, as far as it is not what the SDK finds by itself.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Another address that speaks the API.
    pub endpoint: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The profile of AWS's configuration files.
    pub profile: Option<String>,
}

/// The service.
pub struct Service {
    pub(crate) client: Client,
    runtime: Runtime,
    has_own_endpoint: bool,
}

impl Service {
    /// Reads the configuration; nothing is asked yet.
    pub fn connect(place: &Place) -> Result<Self, RemoteError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| RemoteError::new(format!("the connection cannot be made: {error}")))?;
        let http = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
        let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http);
        if let Some(region) = &place.region {
            loader = loader.region(Region::new(region.clone()));
        }
        if let Some(profile) = &place.profile {
            loader = loader.profile_name(profile);
        }
        if let Some(endpoint) = &place.endpoint {
            loader = loader.endpoint_url(endpoint);
        }
        let config = runtime.block_on(loader.load());
        if config.region().is_none() {
            return Err(RemoteError::new("no region is known: give `--region`, or set AWS_REGION"));
        }
        let has_own_endpoint = config.endpoint_url().is_some();
        Ok(Self { client: Client::new(&config), runtime, has_own_endpoint })
    }

    /// Waits for one answer, typed by the SDK.
    pub(crate) fn ask<T, E>(&self, question: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>) -> Result<T, RemoteError>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        Ok(self.runtime.block_on(question)?)
    }

    /// Waits for one answer, as the service writes it.
    pub(crate) fn ask_for_text<T, E, F>(&self, question: impl FnOnce(Answer) -> F) -> Result<Value, RemoteError>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let answer = Answer::default();
        self.ask(question(answer.clone()))?;
        answer.value()
    }

    pub(crate) fn pause(&self, time: Duration) {
        self.runtime.block_on(async { tokio::time::sleep(time).await });
    }

    /// Some operations have a host of their own at AWS, `sync-` before the name. An address that was given is meant as it is.
    pub(crate) fn host_as_given(&self) -> impl Fn(&mut HttpRequest) + Send + Sync + 'static {
        let applies = self.has_own_endpoint;
        move |request| {
            let address = request.uri().replacen("://sync-", "://", 1);
            if applies {
                // What was an address stays one.
                let _ = request.set_uri(address);
            }
        }
    }
}
